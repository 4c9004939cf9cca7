from django.apps import AppConfig


class OpsConfig(AppConfig):
    name = "werkveld.ops"
    default_auto_field = "django.db.models.BigAutoField"
