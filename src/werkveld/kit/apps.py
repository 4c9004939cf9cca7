from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "werkveld.kit"
    default_auto_field = "django.db.models.BigAutoField"
