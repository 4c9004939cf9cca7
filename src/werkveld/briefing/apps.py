from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "werkveld.briefing"
    default_auto_field = "django.db.models.BigAutoField"
