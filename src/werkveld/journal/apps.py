from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "werkveld.journal"
    default_auto_field = "django.db.models.BigAutoField"
