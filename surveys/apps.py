from django.apps import AppConfig
from django.db.models.signals import post_save


class SurveysConfig(AppConfig):
    name = "surveys"
    verbose_name = "Fragebogen"

    def ready(self) -> None:
        from ilmkreis_integration.models import Process  # noqa: PLC0415 -- models must be loaded first
        from surveys.definition import mark_process_changed  # noqa: PLC0415

        post_save.connect(mark_process_changed, sender=Process)
