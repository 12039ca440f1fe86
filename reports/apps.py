from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Auswertung"

    def ready(self) -> None:
        from ilmkreis_integration.handover import (  # noqa: PLC0415 -- models must be loaded first
            contributions_final,
            contributions_reopening,
        )
        from reports.services.coding import code_by_origin  # noqa: PLC0415
        from reports.services.withdrawing import withdraw_coding  # noqa: PLC0415

        contributions_final.connect(code_by_origin, dispatch_uid="code_by_origin")
        contributions_reopening.connect(withdraw_coding, dispatch_uid="withdraw_coding")
