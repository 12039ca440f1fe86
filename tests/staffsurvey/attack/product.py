"""The survey as it ships: prepared, filled in and opened inside a `Site`."""

import json
from base64 import b64encode
from contextlib import suppress
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from staffsurvey import codes
from staffsurvey.envelopes import close_envelope
from staffsurvey.models import Code, HeldComment, StaffSurvey
from staffsurvey.services.opening import open_box
from tests.factories import (
    PASSPHRASE,
    BallotBoxFactory,
    FocusAreaFactory,
    StaffSurveyFactory,
    TopicFactory,
)

PATH = "/mitarbeiterbefragung/"
TOPIC, AREAS = "konzept", ["wohnen", "arbeit"]


def prepare(slips):
    """Start a survey; return the codes in the order they were printed."""
    survey = StaffSurveyFactory(process__is_current=True, with_codes=True)
    topic = TopicFactory(survey=survey, slug=TOPIC, for_concept=False)
    for position, slug in enumerate(AREAS):
        FocusAreaFactory(topic=topic, slug=slug, position=position)
    box = BallotBoxFactory(survey=survey)
    printed = [codes.new_code() for _ in range(slips)]
    # As the slips are made: the digests in an order of their own.
    rows = [Code(digest=codes.digest_of(code), box=box) for code in printed]
    Code.objects.bulk_create(sorted(rows, key=lambda row: row.digest))
    return printed


def request(person, *, public_key):
    """What the browser of `person` posts: every other one seals by itself."""
    seals = person.number % 4 in (1, 2)
    return sealed_post(person, public_key) if seals else form(person)


def sealed_post(person, public_key):
    answer = {
        f"{TOPIC}/{area}": text for area, text in zip(AREAS, person.texts, strict=False)
    }
    content = close_envelope(
        answer, envelope_id=person.envelope_id, public_key=public_key
    )
    post = {
        "umschlag": str(person.envelope_id),
        "code": codes.shown(person.code),
        "versiegelt": b64encode(content).decode(),
    }
    return f"{PATH}umschlag/", json.dumps(post)


def form(person):
    fields = {
        "umschlag": str(person.envelope_id),
        "code": codes.shown(person.code),
        "themen": TOPIC,
        f"schwerpunkte-{TOPIC}": AREAS[: len(person.texts)],
        "gehe": "absenden",
    }
    for area, text in zip(AREAS, person.texts, strict=False):
        fields[f"text-{TOPIC}-{area}"] = text
    return PATH, fields


def digests(printed):
    """What somebody computes who has SECRET_KEY and the list of the codes."""
    return [codes.digest_of(code) for code in printed]


def end_and_open():
    survey = StaffSurvey.objects.get()
    survey.opens_on = survey.closes_on = timezone.localdate() - timedelta(days=1)
    survey.save()
    for _progress in open_box(
        survey, passphrase=[PASSPHRASE], present="Personalrat", by="Probe"
    ):
        pass
    return survey.opening.comments


def fail_with_values_in_the_statement(word):
    """What Django does by default on PostgreSQL: values in the text of the statement."""
    options = connection.settings_dict["OPTIONS"]
    options |= {"server_side_binding": False, "pool": False}
    with suppress(IntegrityError), transaction.atomic():
        HeldComment.objects.create(focus_area_id=0, text=word)
        connection.check_constraints()
    with suppress(IntegrityError), transaction.atomic():
        HeldComment.objects.create(focus_area_id=0, text=word, proposal="none")
