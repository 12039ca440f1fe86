from datetime import timedelta

import pytest
from django.utils import timezone

from ilmkreis_integration.access import Role
from staffsurvey.attempts import refused_codes
from staffsurvey.codes import new_code
from staffsurvey.envelopes import open_envelope
from staffsurvey.models import Envelope, StaffSurvey, Version
from staffsurvey.preflight import database_for_the_public
from staffsurvey.services.preparing import lock_version, present_version
from staffsurvey.versions import snapshot
from tests.conftest import logged_in
from tests.factories import (
    BOX_KEY,
    ActionFieldFactory,
    BallotBoxFactory,
    CodeFactory,
    FocusAreaFactory,
    OpinionFactory,
    PartyFactory,
    StaffSurveyFactory,
    TopicFactory,
    UserFactory,
)


@pytest.fixture(autouse=True)
def nothing_known_of_the_database():
    database_for_the_public.forget()


@pytest.fixture
def draft(db):
    """In preparation; the concept with the field "wohnen", and another strategy."""
    survey = StaffSurveyFactory(
        process__is_current=True, opens_on="2000-01-01", closes_on="2100-01-01"
    )
    field = ActionFieldFactory(process=survey.process, slug="wohnen", title="Wohnen")
    concept = TopicFactory(survey=survey, slug="konzept", for_concept=True, position=1)
    FocusAreaFactory(
        topic=concept, slug="wohnen", title="Wohnen", action_field=field, position=1
    )
    FocusAreaFactory(topic=concept, slug="sonstiges", title="Sonstiges", position=2)
    poverty = TopicFactory(survey=survey, slug="armut", for_concept=False, position=2)
    FocusAreaFactory(topic=poverty, slug="kinder", title="Kinder", position=1)
    survey.refresh_from_db()
    return survey


@pytest.fixture
def version(draft, manager):
    """Put before one party, which agreed."""
    version = present_version(draft, by=manager)
    party = PartyFactory(survey=draft, title="Personalrat")
    OpinionFactory(version=version, party=party, said_on=timezone.localdate())
    return version


@pytest.fixture
def locked(version, manager):
    """The same, binding."""
    lock_version(version, by=manager)
    return version


@pytest.fixture
def ready(locked):
    """Everything that the program looks at is there; without codes."""
    BallotBoxFactory(survey=locked.survey, started_on=None)
    return StaffSurvey.objects.get()


@pytest.fixture
def coded(ready):
    """The same, for those with a slip only."""
    version = Version.objects.get()
    StaffSurvey.objects.update(with_codes=True)
    version.content = snapshot(StaffSurvey.objects.get())
    version.save()
    return StaffSurvey.objects.get()


@pytest.fixture
def survey(draft):
    """The same, running, without codes."""
    BallotBoxFactory(survey=draft)
    return draft


@pytest.fixture
def closed(survey):
    """The same, over since yesterday, its box still sealed."""
    survey.closes_on = timezone.localdate() - timedelta(days=1)
    survey.save()
    return survey


@pytest.fixture
def with_codes(survey):
    """The same, running, where only those with a slip may answer."""
    survey.with_codes = True
    survey.save()
    return survey


@pytest.fixture
def code(with_codes):
    """A slip of that survey."""
    code = new_code()
    CodeFactory(box=with_codes.box, code=code)
    return code


@pytest.fixture(autouse=True)
def no_refused_codes():
    yield
    refused_codes.forget()


@pytest.fixture
def answers(db):
    """Look into the box: a function that returns all answers in it."""

    def look():
        return [
            dict(open_envelope(bytes(e.content), envelope_id=e.pk, key=BOX_KEY))
            for e in Envelope.objects.all()
        ]

    return look


@pytest.fixture
def releaser(db):
    return UserFactory(username="freigabe", role=Role.RELEASING)


@pytest.fixture
def releaser_client(releaser):
    return logged_in(releaser)


@pytest.fixture
def owner(survey):
    """Responsible for the concept, and for nothing else."""
    owner = UserFactory(username="thema", role=Role.TOPIC)
    survey.topics.get(slug="konzept").owners.add(owner)
    return owner


@pytest.fixture
def owner_client(owner):
    return logged_in(owner)
