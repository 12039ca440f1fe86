"""Every German text that people may read or hear in the questionnaire, or on paper.

Help in other languages and recordings are found by these texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from surveys.definition import Definition, definition_of_edition
from surveys.models import Edition

# What the software itself says, by the place where it stands. `{…}` are filled in.
FIXED_TEXTS: dict[str, tuple[str, ...]] = {
    "Erste Seite": (
        "Hilfe in Ihrer Sprache",
        "Ich antworte allein",
        "Für 1 Person",
        "Wir antworten als Gruppe",
        "Für 2 oder mehr Personen. Sie schreiben die Antworten zusammen.",
        "Gut zu wissen",
    ),
    "Knöpfe": ("Weiter", "Zurück", "Absenden", "Vorlesen", "Stopp"),
    "Beim Ausfüllen": (
        "Schritt {n} von {total}",
        "Mitmachen ist freiwillig. Sie können jede Frage leer lassen.",
        "Wie viele Personen sind in der Gruppe?",
        "Zählen Sie alle mit. Auch Kinder.",
        "Anzahl",
        "Das weiß ich nicht genau",
        "Schreiben Sie Zahlen. Sie können Felder leer lassen.",
        "Zusammen: {sum}",
        "Zusammen: {sum} von {people}",
        "Hat Ihnen jemand geholfen?",
        "Nein",
        "Ja, Familie oder Freunde",
        "Ja, jemand von der Beratung oder vom Kurs",
        "Ja, eine Dolmetscherin oder ein Dolmetscher",
        "Das möchte ich nicht sagen",
        "Ist alles richtig?",
        "Sie können zurückgehen und etwas ändern.",
        "Keine Antwort",
    ),
    "Meldungen": (
        "Bitte prüfen Sie das noch einmal",
        "Bitte schreiben Sie mindestens zu einer Frage eine Antwort.",
        "Der Text ist zu lang.",
        "Bitte wählen Sie noch einmal.",
        "Bitte schreiben Sie eine Zahl.",
        "Die Zahl ist zu groß.",
        "Eine Gruppe hat mindestens 2 Personen.",
        "Eine Gruppe hat höchstens 500 Personen.",
        "Zusammen sind es mehr Personen als in der Gruppe. Bitte prüfen Sie die Zahlen.",
        "Bitte laden Sie die Seite neu. Dann senden Sie noch einmal.",
        "Unter dieser Nummer ist schon ein anderer Bogen da. "
        "Bitte senden Sie Ihre Antworten noch einmal.",
        "Das ging nicht. Ihre Antworten sind noch hier. Bitte fragen Sie die Beratung.",
    ),
    "Schluss": (
        "Danke!",
        "Zurück zum Anfang",
        "Der Fragebogen ist zu Ende",
        "Vielen Dank an alle. Wir lesen jetzt die Antworten.",
        "Der Fragebogen beginnt bald",
        "Bitte kommen Sie dann wieder.",
    ),
    "Tablet": (
        "Los geht es",
        "Ihre Antworten sind angekommen.",
        "Ihre Antworten sind sicher gespeichert. Wir senden sie später.",
        "Bitte geben Sie das Tablet zurück.",
        "Sind Sie noch da?",
        "Ihre Antworten werden gleich gelöscht.",
        "Ja, ich bin noch da",
    ),
}
# What stands on paper only: it is translated, but nobody reads it aloud.
PRINTED_TEXTS: dict[str, tuple[str, ...]] = {
    "Papierbogen": (
        "Machen Sie bitte 1 Kreuz.",
        "Sie brauchen mehr Platz? Nehmen Sie noch ein Blatt Papier.",
        "Sind Sie fertig?",
        "Legen Sie den Bogen in einen Umschlag. Machen Sie den Umschlag zu. "
        "Die Beratung liest ihn nicht.",
        "Geben Sie den Umschlag hier ab:",
        "Geben Sie den Umschlag dort ab, wo Sie den Bogen bekommen haben.",
        "Wir lesen alle Antworten. Wir schreiben sie in den Computer.",
    ),
    "Aushang": (
        "Ihre Meinung ist wichtig!",
        "Scannen Sie den Code mit dem Telefon.",
        "Freiwillig und ohne Namen.",
    ),
}

Places = dict[str, Iterable[str]]


def texts_of(edition: Edition) -> dict[str, list[str]]:
    """What people hear and read on a screen, by place, each once, in its order."""
    return _each_once({**_of_edition(edition), **FIXED_TEXTS})


def texts_to_translate(edition: Edition) -> dict[str, list[str]]:
    """The same, and what stands on paper."""
    return _each_once({**_of_edition(edition), **FIXED_TEXTS, **PRINTED_TEXTS})


def _of_edition(edition: Edition) -> Places:
    definition = definition_of_edition(edition)
    return {
        "Begrüßung und Dank": _greeting(edition),
        "Angaben zur Person": _attributes(definition),
        "Fragen": _questions(definition),
    }


def _each_once(places: Places) -> dict[str, list[str]]:
    seen: set[str] = set()
    result: dict[str, list[str]] = {}
    for place, texts in places.items():
        here = dict.fromkeys(text for text in texts if text and text not in seen)
        seen.update(here)
        result[place] = list(here)
    return result


def _greeting(edition: Edition) -> Iterator[str]:
    yield edition.questionnaire.title
    yield edition.introduction
    yield edition.privacy_note
    yield edition.thanks


def _attributes(definition: Definition) -> Iterator[str]:
    for asked in definition.attributes:
        attribute = asked.attribute
        yield attribute.title
        yield from (attribute.text, attribute.group_text, attribute.hint)
        yield from (option.label for option in asked.options)


def _questions(definition: Definition) -> Iterator[str]:
    for question in definition.questions:
        yield from (question.text, question.group_text, question.hint)
