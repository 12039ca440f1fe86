"""220 questionnaires over twelve Ausgabestellen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import combinations
from random import Random
from uuid import UUID

from ilmkreis_integration.models import (
    Contribution,
    ContributionTranslation,
    Process,
)
from reports.example.texts import AnswerText
from surveys.models import Attribute, Channel, Option, Question, Questionnaire, Response
from surveys.services import Arrival, FilledForm, submit_response

FORMS = 220
QUESTIONS = {"good": "gut", "hard": "schwer", "wish": "wunsch"}
Type = Channel.Type
CHANNELS = [
    ("Flüchtlingsnetzwerk Ilmenau", Type.VOLUNTEERS, "Ilmenau"),
    ("Begegnungscafé Arnstadt", Type.VOLUNTEERS, "Arnstadt"),
    ("Patenprojekt Gräfenroda", Type.VOLUNTEERS, "Gräfenroda"),
    ("Amt für Migration", Type.ADMINISTRATION, "Arnstadt"),
    ("Jobcenter Ilm-Kreis", Type.ADMINISTRATION, "Ilmenau"),
    ("Bürgerservice Stadtilm", Type.ADMINISTRATION, "Stadtilm"),
    ("Migrationsberatung für Erwachsene", Type.WELFARE, "Arnstadt"),
    ("Jugendmigrationsdienst", Type.WELFARE, "Ilmenau"),
    ("Gemeinschaftsunterkunft Rudisleben", Type.WELFARE, "Arnstadt"),
    ("Volkshochschule Arnstadt-Ilmenau", Type.EDUCATION, "Arnstadt"),
    ("Internationales Büro der Hochschule", Type.EDUCATION, "Ilmenau"),
    ("Poster mit QR-Code", Type.OTHER, ""),
]
# How often each channel is used, in the order above; two bring back hardly anything.
_WEIGHTS = [14, 12, 3, 11, 9, 2, 13, 8, 9, 12, 10, 4]
# The languages of which somebody has checked the translations.
_CHECKED = {"ar", "ru", "uk"}


def submit_forms(
    process: Process, texts: Iterable[AnswerText], *, chance: Random, today: date
) -> dict[Contribution, AnswerText]:
    """Fill in the forms; return the contributions with the texts they came from."""
    questionnaire = process.questionnaires.get()
    channels = _make_channels(questionnaire)
    edition = questionnaire.editions.get()
    questions = {q.slug: q for q in edition.questions.all()}
    attributes = list(edition.attributes.prefetch_related("options"))
    origin: dict[tuple[str, str], AnswerText] = {}
    for sheet in _fill_sheets(list(texts), chance):
        first = next(iter(sheet.values()))
        answers = {questions[QUESTIONS[key]]: text.text for key, text in sheet.items()}
        people = _group_size(chance) if first.is_group else 1
        filled = FilledForm(
            form=Response.Form.GROUP if first.is_group else Response.Form.SINGLE,
            answers=answers,
            option_counts=_composition(attributes, people, chance),
            people=people,
            people_is_lower_bound=first.is_group and chance.random() < 0.15,
            language=first.language,
        )
        submit_response(
            filled,
            response_id=UUID(int=chance.getrandbits(128), version=4),
            edition=edition,
            arrival=Arrival(chance.choices(channels, _WEIGHTS)[0]),
            received_on=today - timedelta(days=chance.randint(0, 45)),
        )
        origin |= {(text.text, text.question): text for text in sheet.values()}
    return _translate(questionnaire, questions, origin, today)


def _make_channels(questionnaire: Questionnaire) -> list[Channel]:
    return [
        Channel.objects.create(
            questionnaire=questionnaire, name=name, type=kind, place=place
        )
        for name, kind, place in CHANNELS
    ]


def _fill_sheets(
    texts: list[AnswerText], chance: Random
) -> list[dict[str, AnswerText]]:
    """Spread the texts over sheets of one language and form, one per question."""
    buckets: dict[tuple[str, bool], list[AnswerText]] = defaultdict(list)
    for text in texts:
        buckets[text.language, text.is_group].append(text)
    sheets: list[dict[str, AnswerText]] = []
    for bucket in buckets.values():
        chance.shuffle(bucket)
        wanted = max(1, round(len(bucket) * FORMS / len(texts)))
        sheets += _deal(bucket, wanted, chance)
    return _make_exactly(FORMS, sheets)


def _deal(
    bucket: list[AnswerText], wanted: int, chance: Random
) -> list[dict[str, AnswerText]]:
    sheets: list[dict[str, AnswerText]] = [{t.question: t} for t in bucket[:wanted]]
    for text in bucket[wanted:]:
        free = [sheet for sheet in sheets if text.question not in sheet]
        if free:
            chance.choice(free)[text.question] = text
        else:
            sheets.append({text.question: text})
    return sheets


def _make_exactly(
    number: int, sheets: list[dict[str, AnswerText]]
) -> list[dict[str, AnswerText]]:
    """Split full sheets until there are enough, or lay two together where they fit."""
    sheets = sorted(sheets, key=len, reverse=True)
    while len(sheets) < number:
        question, text = sheets[0].popitem()
        sheets.append({question: text})
        sheets.sort(key=len, reverse=True)
    while len(sheets) > number:
        small, other = next(
            (small, other)
            for small, other in combinations(reversed(sheets), 2)
            if _fit_together(small, other)
        )
        other.update(small)
        sheets = [sheet for sheet in sheets if sheet is not small]
    return sheets


def _fit_together(one: dict[str, AnswerText], other: dict[str, AnswerText]) -> bool:
    first, second = next(iter(one.values())), next(iter(other.values()))
    same = (first.language, first.is_group) == (second.language, second.is_group)
    return same and not one.keys() & other.keys()


def _group_size(chance: Random) -> int:
    return chance.choice([4, 5, 6, 6, 7, 8, 9, 10, 12, 14, 18])


def _composition(
    attributes: list[Attribute], people: int, chance: Random
) -> dict[Option, int]:
    """Who filled it in; groups often count only a part of themselves."""
    counts: dict[Option, int] = defaultdict(int)
    for attribute in attributes:
        options = list(attribute.options.all())
        if people > 1:
            options = [option for option in options if not option.is_refusal]
        known = people if chance.random() < 0.7 else people - chance.randint(0, people)
        weights = [0.2 if option.is_refusal else 3.0 for option in options]
        if attribute.slug == "geschlecht":
            weights[2] = 0.05  # "divers"
        for option in chance.choices(options, weights, k=known):
            counts[option] += 1
    return dict(counts)


def _translate(
    questionnaire: Questionnaire,
    questions: dict[str, Question],
    origin: dict[tuple[str, str], AnswerText],
    today: date,
) -> dict[Contribution, AnswerText]:
    by_question = {questions[slug].pk: key for key, slug in QUESTIONS.items()}
    contributions = Contribution.objects.filter(
        answer__response__questionnaire=questionnaire
    ).select_related("answer")
    pairs = {
        contribution: origin[
            contribution.text, by_question[contribution.answer.question_id]
        ]
        for contribution in contributions
    }
    checked = {"checked_by": "Sprachmittlerpool", "checked_on": today}
    ContributionTranslation.objects.bulk_create(
        ContributionTranslation(
            contribution=contribution,
            text=text.translation,
            translated_by="Sprachmittlung",
            **(checked if contribution.language in _CHECKED else {}),
        )
        for contribution, text in pairs.items()
        if text.translation
    )
    return pairs
