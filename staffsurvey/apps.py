from django.apps import AppConfig


class StaffSurveyConfig(AppConfig):
    name = "staffsurvey"
    verbose_name = "Mitarbeiterbefragung"
