import tomllib
from datetime import date

import pytest

from ilmkreis_integration.content.schema import ContentError, Section
from staffsurvey.content import load_staff_survey
from staffsurvey.models import FocusArea, StaffSurvey
from tests.factories import ActionFieldFactory, ProcessFactory

pytestmark = pytest.mark.django_db

HEAD = """
[staff_survey]
title = "Befragung"
salutation = "Liebe Mitarbeiterinnen und Mitarbeiter,"
welcome = "Danke."
anonymity = "Wir speichern nur die Texte."
contact_email = "befragung@example.org"
topic_question = "Zu welchem Thema?"
thanks = "Vielen Dank."
opens_on = 2017-10-16
closes_on = 2017-11-05
"""
CONCEPT = """
[[staff_survey.topic]]
slug = "konzept"
title = "Integrationskonzept"
focus_question = "Zu welchen Handlungsfeldern?"
for_concept = true
"""
POVERTY = """
[[staff_survey.topic]]
slug = "armut"
title = "Armut"
description = "Abbau von Ungleichheiten"
focus_question = "Zu welchen Schwerpunkten?"

[[staff_survey.topic.focus_area]]
slug = "wohnkosten"
title = "Wohnkosten"
action_field = "wohnen"
default_wording = true

[[staff_survey.topic.focus_area]]
slug = "sonstiges"
title = "Sonstiges"
"""


@pytest.fixture
def process(db):
    process = ProcessFactory()
    for position, (slug, title) in enumerate(
        [("wohnen", "Wohnen"), ("sonstiges", "Sonstiges")], start=1
    ):
        ActionFieldFactory(process=process, slug=slug, title=title, position=position)
    return process


def load(process, text):
    load_staff_survey(process, Section(tomllib.loads(text), ""))


def test_load_makes_survey_topics_and_focus_areas(process):
    load(process, HEAD + CONCEPT + POVERTY)

    survey = process.staff_survey
    assert (survey.opens_on, survey.closes_on) == (
        date(2017, 10, 16),
        date(2017, 11, 5),
    )
    assert (survey.contact_name, survey.contact_email) == ("", "befragung@example.org")
    assert list(survey.topics.values_list("slug", "position", "for_concept")) == [
        ("konzept", 1, True),
        ("armut", 2, False),
    ]
    poverty = survey.topics.get(slug="armut")
    assert list(
        poverty.focus_areas.values_list(
            "slug", "position", "action_field__slug", "is_default_wording"
        )
    ) == [("wohnkosten", 1, "wohnen", True), ("sonstiges", 2, None, False)]


def test_concept_without_focus_areas_takes_the_action_fields(process):
    load(process, HEAD + CONCEPT)

    areas = FocusArea.objects.filter(topic__slug="konzept")
    assert list(areas.values_list("slug", "title", "action_field__slug")) == [
        ("wohnen", "Wohnen", "wohnen"),
        ("sonstiges", "Sonstiges", "sonstiges"),
    ]


def test_loading_again_keeps_what_was_edited_and_adds_what_is_missing(process):
    load(process, HEAD + CONCEPT)
    StaffSurvey.objects.update(title="Geändert")
    FocusArea.objects.filter(slug="wohnen").update(title="Wohnen und Miete")

    load(process, HEAD + CONCEPT + POVERTY)

    survey = StaffSurvey.objects.get()
    assert survey.title == "Geändert"
    assert FocusArea.objects.get(slug="wohnen").title == "Wohnen und Miete"
    assert survey.topics.count() == 2
    assert FocusArea.objects.count() == 4


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param("", "staff_survey", id="no section"),
        pytest.param(
            HEAD.replace('title = "Befragung"', ""), "staff_survey.title", id="no title"
        ),
        pytest.param(
            HEAD.replace("opens_on = 2017-10-16", ""),
            "staff_survey.opens_on",
            id="no day",
        ),
        pytest.param(
            HEAD.replace("2017-11-05", "2017-10-01"),
            "staff_survey.closes_on",
            id="ends before it begins",
        ),
        pytest.param(HEAD + 'farbe = "rot"', "staff_survey.farbe", id="unknown key"),
        pytest.param(
            HEAD + POVERTY.replace('"wohnen"', '"wonen"'),
            "staff_survey.topic[1].focus_area[1].action_field",
            id="unknown action field",
        ),
        pytest.param(
            HEAD + CONCEPT + "for_conzept = true",
            "staff_survey.topic[1].for_conzept",
            id="unknown key of a topic",
        ),
    ],
)
def test_mistakes_are_named(process, text, key):
    with pytest.raises(ContentError) as error:
        load(process, text)

    assert error.value.key == key


PARTY = """
[[staff_survey.party]]
title = "Personalrat"

[[staff_survey.party]]
title = "Gleichstellung"
is_required = false
"""


def test_parties_are_loaded_once_and_keep_what_was_edited(process):
    load(process, HEAD + PARTY)
    process.staff_survey.parties.filter(title="Personalrat").update(is_required=False)

    load(process, HEAD + PARTY)

    parties = process.staff_survey.parties.values_list(
        "title", "position", "is_required"
    )
    assert list(parties) == [("Personalrat", 1, False), ("Gleichstellung", 2, False)]
