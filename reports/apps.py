from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Auswertung"

    def ready(self) -> None:
        from ilmkreis_integration.handover import contributions_final  # noqa: PLC0415 -- models must be loaded first
        from reports.services.coding import code_by_origin  # noqa: PLC0415

        contributions_final.connect(code_by_origin, dispatch_uid="code_by_origin")
