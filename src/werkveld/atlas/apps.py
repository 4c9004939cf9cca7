from django.apps import AppConfig


class AtlasConfig(AppConfig):
    name = "werkveld.atlas"
    default_auto_field = "django.db.models.BigAutoField"
