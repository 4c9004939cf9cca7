from django.apps import AppConfig


class BordersConfig(AppConfig):
    name = "werkveld.borders"
    default_auto_field = "django.db.models.BigAutoField"
