import pytest

from staffsurvey.importing.guessing import guess_area
from staffsurvey.models import FocusArea, Topic


def area(topic, title):
    return FocusArea(title=title, topic=Topic(title=topic))


AREAS = [
    area("Armutsprävention", "Sonstiges"),
    area("Integrationskonzept", "Wohnen"),
    area("Integrationskonzept", "Sonstiges"),
]


@pytest.mark.parametrize(
    ("label", "guessed"),
    [
        ("Handlungsfelder: Wohnen", AREAS[1]),
        ("wohnen", AREAS[1]),
        ("Integrationskonzept: Sonstiges", AREAS[2]),
        ("Armutsprävention – Sonstiges", AREAS[0]),
        ("Haben Sie noch Wünsche?", None),
        ("", None),
    ],
)
def test_area_is_guessed_by_the_label(label, guessed):
    assert guess_area(label, AREAS) is guessed


def test_without_areas_nothing_is_guessed():
    assert guess_area("Wohnen", []) is None
