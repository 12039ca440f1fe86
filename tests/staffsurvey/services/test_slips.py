from datetime import timedelta

import pytest
from django.utils import timezone

from staffsurvey.models import BallotBox, Code, Event, SlipPrint, StaffSurvey
from staffsurvey.services.slips import CannotPrintError, issue_codes
from staffsurvey.slips import new_codes

pytestmark = pytest.mark.django_db


def test_each_print_is_on_record(with_codes, manager):
    issue_codes(with_codes, new_codes(12), by=manager)

    event = Event.objects.get()
    assert (event.kind, event.detail, event.done_by) == ("printed", "12", "verwaltung")
    assert Code.objects.count() == 12


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda: BallotBox.objects.all().delete(),
        lambda: BallotBox.objects.update(ended_on=timezone.localdate()),
        lambda: StaffSurvey.objects.update(
            closes_on=timezone.localdate() - timedelta(days=1)
        ),
        lambda: StaffSurvey.objects.update(with_codes=False),
    ],
    ids=["box gone", "ended", "over", "without codes"],
)
def test_no_code_counts_when_that_is_over_meanwhile(with_codes, manager, meanwhile):
    with_codes.box  # noqa: B018 -- as the page had read it
    meanwhile()

    with pytest.raises(CannotPrintError):
        issue_codes(with_codes, new_codes(12), by=manager)

    assert not Code.objects.exists()
    assert not SlipPrint.objects.exists()
    assert not Event.objects.exists()
