import pytest

from staffsurvey.models import Event, Opinion, Version
from staffsurvey.services.preparing import (
    TakesNoOpinionsError,
    lock_version,
    present_version,
    record_opinion,
    remove_opinion,
)
from tests.factories import OpinionFactory, PartyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def opinion(draft, manager):
    """The agreement that makes the version ready to become binding."""
    version = present_version(draft, by=manager)
    party = PartyFactory(survey=draft, title="Personalrat")
    return OpinionFactory(version=version, party=party)


def test_nothing_is_said_of_a_version_that_became_binding_meanwhile(opinion, manager):
    lock_version(Version.objects.get(), by=manager)
    other = Opinion(
        version=opinion.version,
        party=opinion.party,
        verdict="objected",
        said_on=opinion.said_on,
        remark="Zu spät",
    )

    with pytest.raises(TakesNoOpinionsError):
        record_opinion(other)
    with pytest.raises(TakesNoOpinionsError):
        remove_opinion(opinion, by=manager)

    assert Opinion.objects.get() == opinion


def test_deleted_opinion_is_on_record(opinion, manager):
    remove_opinion(opinion, by=manager)

    assert not Opinion.objects.exists()
    event = Event.objects.get(kind="withdrawn")
    assert event.detail == "Fassung 1, Personalrat: Zustimmung"
    assert event.done_by == manager.username
