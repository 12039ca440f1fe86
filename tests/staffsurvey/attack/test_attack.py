"""Nobody is linked to an answer by what can be stolen, and whoever could be is.

The short attack is on SQLite and part of every run; `bin/test --voll` runs the full one on
both engines. By luck alone, each verdict is wrong once in a thousand runs at most.
"""

import pytest
from django.db import connection

from tests.factories import PASSPHRASE
from tests.staffsurvey.attack.attacker import attack
from tests.staffsurvey.attack.campaign import hold_control, hold_survey
from tests.staffsurvey.attack.evidence import Reach

# For the schema alone: the surveys are held in databases of their own.
pytestmark = pytest.mark.django_db

FEWEST_ATTACKS = 100
SIZES = [
    pytest.param(
        ("sqlite", 60),
        id="short",
        marks=pytest.mark.skipif(
            connection.vendor != "sqlite", reason="On SQLite; all of it with --voll."
        ),
    ),
    pytest.param(("sqlite", 150), id="sqlite", marks=pytest.mark.thorough),
    pytest.param(("postgresql", 150), id="postgresql", marks=pytest.mark.thorough),
]


@pytest.fixture(scope="module", params=SIZES)
def size(request):
    """The engine, and how many people answer."""
    return request.param


@pytest.fixture(scope="module")
def loot(size, new_site):
    engine, people = size
    return hold_survey(new_site(engine), people=people)


def test_all_that_can_be_stolen_links_nobody_to_an_answer(loot):
    verdicts = attack(loot)

    assert [str(verdict) for verdict in verdicts if verdict.is_leak] == []
    assert len(verdicts[-1].attacks) >= FEWEST_ATTACKS


def test_it_is_the_passphrase_that_nothing_can_be_done_without(loot):
    loot.passphrase = PASSPHRASE

    with_key = attack(loot)[-1]

    loot.passphrase = None
    assert with_key.reach == Reach.KEY
    assert with_key.is_leak
    assert with_key.most_hits.hits > len(loot.people) * 0.9


def test_nothing_of_envelopes_and_codes_is_left_in_the_files(loot):
    evidence_of = [
        person
        for person in loot.people
        for file in loot.after.files
        if person.envelope_id.hex.encode() in file.read_bytes()
    ]

    assert evidence_of == []


@pytest.mark.parametrize(
    ("design", "reach", "share"),
    [
        ("naive", Reach.DATABASE, 0.9),
        ("random", Reach.LOGS, 0.9),
        # Two texts in an envelope hide their lengths in their sum.
        ("unpadded", Reach.BACKUPS, 0.4),
    ],
)
def test_design_that_does_not_keep_its_promise_is_caught(
    size, new_site, design, reach, share
):
    engine, people = size
    loot = hold_control(new_site(engine), design, people=people)

    verdict = attack(loot)[reach - 1]

    assert verdict.is_leak
    assert verdict.most_hits.hits > people * share
