from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "werkveld.blog"
    default_auto_field = "django.db.models.BigAutoField"
