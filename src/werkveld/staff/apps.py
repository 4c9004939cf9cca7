from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "werkveld.staff"
    default_auto_field = "django.db.models.BigAutoField"
