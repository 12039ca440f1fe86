"""What the survey stores and what it does not, read from the program itself.

Tables and columns come from the models, addresses from the routes, and the sample is
sealed for real: whatever is added later shows up here, and a test asks for its meaning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from django.db import connection, models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.sealing import new_key, public_point
from staffsurvey import codes
from staffsurvey.attempts import MOST_REFUSED
from staffsurvey.envelopes import close
from staffsurvey.meanings import MEANINGS
from staffsurvey.models import (
    BallotBox,
    Code,
    Comment,
    Envelope,
    HeldComment,
    Opening,
    SlipPrint,
    StaffSurvey,
)
from staffsurvey.models.box import ANSWER_LENGTH, FEWEST_ENVELOPES

BEFORE: tuple[type[models.Model], ...] = (Envelope, Code, BallotBox, SlipPrint)
AFTER: tuple[type[models.Model], ...] = (HeldComment, Comment, Opening)
# Without codes, these stay empty.
ONLY_WITH_CODES = (Code, SlipPrint)
_SHOWN_BYTES = 24
# What each promise is proven by; tests look whether they exist.
PROOFS = {
    "tests/staffsurvey/attack/test_attack.py": _(
        "Ein nachgestellter Angriff mit Datenbank, Protokollen, Sicherungen und Code-Liste "
        "ordnet niemandem eine Antwort zu. In vier absichtlich unsicheren Fassungen muss "
        "derselbe Angriff gelingen."
    ),
    "tests/staffsurvey/attack/test_planted_word.py": _(
        "Ein Wort aus einer Antwort steht in keiner Datei und keinem Protokoll, auch nicht "
        "nach Fehlern."
    ),
    "tests/staffsurvey/test_schema.py": _(
        "Die Tabellen der Antworten haben keine Uhrzeit, keine laufende Nummer und keinen "
        "Verweis auf eine Person."
    ),
    "tests/staffsurvey/test_envelopes.py": _(
        "Alle Umschläge sind gleich lang und öffnen sich nur mit ihrem Schlüssel."
    ),
    "tests/staffsurvey/services/test_opening.py": _(
        "Die Wahlurne öffnet sich einmal, nach dem Ende, mit dem Öffnungs-Passwort und nie "
        "unter zehn Umschlägen. Danach sind Umschläge, Codes und Schlüssel weg."
    ),
    "tests/staffsurvey/test_views.py": _(
        "Die Seiten der Befragung setzen kein Cookie und werden nicht zwischengespeichert."
    ),
    "tests/staffsurvey/preflight/": _(
        "Die Prüfung vor dem Start findet, was die Anonymität auf dem Server bricht."
    ),
}


@dataclass(frozen=True)
class Column:
    name: str
    meaning: str | Promise


@dataclass(frozen=True)
class StoredTable:
    """A table that an answer touches; `key` is its name in the database."""

    title: str
    key: str
    columns: list[Column]


@dataclass(frozen=True)
class Sample:
    """One stored answer, sealed for real; the hexadecimal digits are shortened."""

    code: str
    digest: str
    envelope_id: str
    begin: str
    end: str
    length: int


@dataclass(frozen=True)
class Description:
    """Everything that the page and the PDF say."""

    survey: StaffSurvey
    before: list[StoredTable]
    after: list[StoredTable]
    sample: Sample
    database: str
    routes: list[str]
    proofs: Mapping[str, Promise]
    answer_length: int = ANSWER_LENGTH
    fewest: int = FEWEST_ENVELOPES
    most_refused: int = MOST_REFUSED


def describe(survey: StaffSurvey) -> Description:
    return Description(
        survey=survey,
        before=list(_tables(BEFORE, with_codes=survey.with_codes)),
        after=list(_tables(AFTER, with_codes=survey.with_codes)),
        sample=new_sample(),
        database={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor],
        routes=[
            reverse(f"staffsurvey:{name}")
            for name in ["survey", "inbox", "thanks", "anonymity", "anonymity-pdf"]
        ],
        proofs=PROOFS,
    )


def _tables(
    wanted: tuple[type[models.Model], ...], *, with_codes: bool
) -> Iterator[StoredTable]:
    for model in wanted:
        if with_codes or model not in ONLY_WITH_CODES:
            meta = model._meta
            columns = [
                Column(str(field.column), meaning_of(model, field))
                for field in meta.concrete_fields
            ]
            yield StoredTable(str(meta.verbose_name_plural), meta.db_table, columns)


def meaning_of(model: type[models.Model], field: models.Field) -> str | Promise:  # type: ignore[type-arg]
    """Why a column is there; its bare name where nobody has said it."""
    name = f"{model.__name__}.{field.name}"
    return MEANINGS.get(name, field.verbose_name)


def new_sample() -> Sample:
    code = codes.new_code()
    envelope_id = uuid4()
    content = close(
        {"integrationskonzept/wohnen": str(_("Ein Beispiel."))},
        envelope_id=envelope_id,
        public_key=public_point(new_key()),
    )
    return Sample(
        code=codes.shown(code),
        digest=codes.digest_of(code),
        envelope_id=str(envelope_id),
        begin=content[:_SHOWN_BYTES].hex(" "),
        end=content[-_SHOWN_BYTES:].hex(" "),
        length=len(content),
    )
