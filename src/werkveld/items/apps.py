from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "werkveld.items"
    default_auto_field = "django.db.models.BigAutoField"
