from staffsurvey.models import StaffSurvey, Version
from staffsurvey.printed_version import version_html


def test_appendix_says_what_the_version_says_and_not_the_survey_of_today(
    locked, settings
):
    StaffSurvey.objects.update(with_codes=True, closes_on="2101-01-01")
    settings.ADMINS = [("IT", "it@example.org")]

    html = version_html(Version.objects.get())

    assert "Nach dem 1. Januar 2100" in html
    assert "Alle benutzen denselben Link" in html
    assert "staffsurvey_code" not in html
    assert "Die Zusage gilt im Moment nicht" not in html
