from datetime import date

import pytest

from ilmkreis_integration.models import Source
from reports.queries import coded, to_code, waits_before
from tests.factories import (
    ContributionFactory,
    DismissalFactory,
    ProcessFactory,
    StatementFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def process():
    return ProcessFactory()


def received(process, code, day, **more):
    return ContributionFactory(process=process, code=code, received_on=day, **more)


@pytest.fixture
def waiting(process):
    """Five contributions, in the order in which they wait."""
    staff = {"source": Source.STAFF_SURVEY}
    last = received(process, "M-0002", None, **staff)
    fourth = received(process, "M-0001", None, **staff)
    third = received(process, "F-0001-1", date(2026, 3, 9))
    second = received(process, "F-0002-2", date(2026, 3, 2))
    first = received(process, "F-0002-1", date(2026, 3, 2))
    return [first, second, third, fourth, last]


def test_to_code_lists_the_oldest_first_and_what_has_no_date_last(process, waiting):
    assert list(to_code(process)) == waiting


def test_to_code_leaves_out_what_is_done_or_not_to_be_coded(process):
    waits = ContributionFactory(process=process)
    StatementFactory(contribution__process=process)
    DismissalFactory(contribution__process=process)
    ContributionFactory(process=process, is_final=False)
    ContributionFactory(process=process, for_concept=False)
    ContributionFactory()

    assert list(to_code(process)) == [waits]


def test_waits_before_tells_the_place_in_the_list(process, waiting):
    places = [
        to_code(process).filter(waits_before(contribution)).count()
        for contribution in waiting
    ]

    assert places == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("place", range(5))
def test_waits_before_finds_the_place_of_what_was_coded(process, waiting, place):
    StatementFactory(contribution=waiting[place])

    assert to_code(process).filter(waits_before(waiting[place])).count() == place


def test_coded_lists_what_was_coded_or_dismissed_once(process):
    ContributionFactory(process=process)
    split = ContributionFactory(process=process, code="F-0002-1")
    for start in (0, 10):
        StatementFactory(contribution=split, start=start, number=start)
    dismissed = DismissalFactory(
        contribution__process=process, contribution__code="F-0001-1"
    ).contribution

    assert list(coded(process)) == [dismissed, split]
