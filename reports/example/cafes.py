"""Four World Cafés with four target groups."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from uuid import UUID

from ilmkreis_integration.models import Contribution, Process
from reports.example.texts import NoteText
from worldcafe.models import Cafe, GuidingQuestion, Mark, Note, Sitting
from worldcafe.services.closing import close_cafe
from worldcafe.services.notes import change_note, mark_note, write_note
from worldcafe.services.planning import plan_cafe
from worldcafe.services.sittings import confirm_read_back, record_attendance

# Target group, place, days ago.
CAFES = [
    ("ehrenamt", "Landratsamt Arnstadt, Großer Saal", 33),
    ("hauptamt", "Landratsamt Arnstadt, Kreistagssaal", 26),
    ("traeger", "Volkshochschule Ilmenau", 19),
    ("migrantenorganisationen", "Bürgerhaus Ilmenau", 12),
]


def hold_cafes(
    process: Process, texts: Iterable[NoteText], *, chance: Random, today: date
) -> dict[Contribution, NoteText]:
    """Hold and close the cafés; return the contributions with their texts."""
    by_group: dict[str, list[NoteText]] = defaultdict(list)
    for text in texts:
        by_group[text.group].append(text)
    written: dict[Contribution, NoteText] = {}
    for group, place, days_ago in CAFES:
        cafe = _plan(process, by_group[group], group, place, today, days_ago)
        written |= _write_notes(cafe, by_group[group], chance)
        _count_people(cafe, chance)
        _mark_notes(cafe, chance)
        _weigh_notes(cafe, chance)
        close_cafe(cafe)
    return written


def _plan(
    process: Process,
    texts: list[NoteText],
    group: str,
    place: str,
    today: date,
    days_ago: int,
) -> Cafe:
    slugs = {text.coding.field for text in texts}
    return plan_cafe(
        process,
        target_group=process.target_groups.get(slug=group),
        held_on=today - timedelta(days=days_ago),
        place=place,
        minutes_per_round=25,
        action_fields=list(process.action_fields.filter(slug__in=slugs)),
        rounds=max(text.round for text in texts),
        expected_people=6 * len(slugs),
    )


def _write_notes(
    cafe: Cafe, texts: list[NoteText], chance: Random
) -> dict[Contribution, NoteText]:
    questions: dict[str, GuidingQuestion] = {
        question.kind: question for question in cafe.process.guiding_questions.all()
    }
    sittings = {
        (sitting.table.action_field.slug, sitting.round.number): sitting
        for sitting in _sittings(cafe)
    }
    return {
        write_note(
            sittings[text.coding.field, text.round],
            note_id=UUID(int=chance.getrandbits(128), version=4),
            guiding_question=questions[text.coding.kind],
            text=text.coding.text,
        ).contribution: text
        for text in texts
    }


def _count_people(cafe: Cafe, chance: Random) -> None:
    for sitting in _sittings(cafe):
        people = chance.randint(5, 8)
        # One or two only listen and stick no dot.
        dots = people - chance.choice([0, 0, 0, 1, 2])
        record_attendance(sitting, people=people, participation_dots=dots)
        confirm_read_back(sitting)


def _mark_notes(cafe: Cafe, chance: Random) -> None:
    """Later rounds confirm most of what they speak of, add to some, and deny a few."""
    kinds = [Mark.Kind.CONFIRMED] * 5 + [Mark.Kind.SUPPLEMENTED] * 2
    kinds.append(Mark.Kind.CONTRADICTED)
    for sitting in _sittings(cafe):
        earlier = Note.objects.filter(
            sitting__table=sitting.table,
            sitting__round__number__lt=sitting.round.number,
        ).select_related("sitting__round")
        for note in earlier:
            if chance.random() < 0.4:
                mark_note(note, sitting=sitting, kind=chance.choice(kinds))


def _weigh_notes(cafe: Cafe, chance: Random) -> None:
    """Everybody sticks three dots in the end; some notes draw more than others."""
    notes = list(Note.objects.of(cafe).select_related("sitting__table"))
    seated = _sittings(cafe)
    people = sum(s.people or 0 for s in seated if s.round.number == 1)
    pull = [chance.random() ** 3 for _note in notes]
    dots = Counter(
        chance.choices(
            range(len(notes)), pull, k=people * cafe.weighting_dots_per_person
        )
    )
    for place, number in dots.items():
        change_note(notes[place], version=1, weighting_dots=number)


def _sittings(cafe: Cafe) -> list[Sitting]:
    return list(
        Sitting.objects.filter(table__cafe=cafe).select_related(
            "table__action_field", "table__cafe", "round__cafe"
        )
    )
