from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "ilmkreis_integration"
    label = "core"
    verbose_name = "Beteiligungsverfahren"
