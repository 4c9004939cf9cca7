from django.apps import AppConfig


class DiscretionConfig(AppConfig):
    name = "werkveld.discretion"
