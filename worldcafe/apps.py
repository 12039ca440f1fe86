from django.apps import AppConfig


class WorldCafeConfig(AppConfig):
    name = "worldcafe"
    verbose_name = "World Café"
