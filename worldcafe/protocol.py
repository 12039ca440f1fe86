"""What was said at a café, for those who were there. No names, no small numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ilmkreis_integration.domain.disclosure import HIDDEN, guard_linked, guard_total
from worldcafe.models import Cafe, GuidingQuestion, Mark, Note, Round, Sitting, Table
from worldcafe.standing import Standing, read_standing


@dataclass(frozen=True)
class Written:
    """One note as it was written down."""

    code: str
    text: str


@dataclass(frozen=True)
class Entry:
    """A note with its `remarks`: dots, and what later rounds said.

    `merged` say the same; their dots are counted here.
    """

    note: Written
    remarks: tuple[str, ...]
    merged: tuple[Written, ...]


@dataclass(frozen=True)
class Section:
    """What was written under a guiding question."""

    question: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Station:
    title: str
    tables: str
    sections: tuple[Section, ...]

    @property
    def is_empty(self) -> bool:
        return not any(section.entries for section in self.sections)


@dataclass(frozen=True)
class Grid:
    """Counts by table and round, as text; `HIDDEN` where there are none or too few."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    totals: tuple[str, ...]


@dataclass(frozen=True)
class Protocol:
    """`marks` say what else the reader must know of the whole, such as provisional."""

    title: str
    authority: str
    process: str
    target_group: str
    as_of: datetime
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    introduction: str
    stations: tuple[Station, ...]
    counting: str
    grids: tuple[Grid, ...]
    outlook: str


def read_protocol(cafe: Cafe, *, as_of: datetime) -> Protocol:
    """Six queries."""
    rounds = list(Round.objects.filter(cafe=cafe))
    tables = list(cafe.tables.select_related("action_field"))
    standing = read_standing(cafe)
    return Protocol(
        title=_title(cafe),
        authority=cafe.process.authority,
        process=cafe.process.title,
        target_group=cafe.target_group.title,
        as_of=as_of,
        marks=tuple(_marks_of_all(cafe, as_of)),
        facts=tuple(_facts(cafe, rounds, sum(len(one.all) for one in standing))),
        introduction=_(
            "Hier steht, was an den Tischen aufgeschrieben wurde, im Wortlaut und ohne "
            "Namen. Jede Notiz hat eine Nummer: W1-T2-R3-04 ist die vierte Notiz aus "
            "World Café 1, Tisch 2, Runde 3. Unter dieser Nummer finden Sie sie in der "
            "Auswertung wieder."
        ),
        stations=_stations(cafe, tables, standing),
        counting=_counting(cafe.process.smallest_count),
        grids=_grids(cafe, tables, rounds),
        outlook=_(
            "Die Notizen werden zusammen mit den Fragebögen und der Mitarbeiterbefragung "
            "ausgewertet. Daraus entstehen das Leitbild und der Maßnahmenkatalog. "
            "Vielen Dank, dass Sie dabei waren."
        ),
    )


def _title(cafe: Cafe) -> str:
    title = _("Protokoll: World Café {number}").format(number=cafe.number)
    return f"{title} ({_('vorläufig')})" if cafe.is_open else title


def _marks_of_all(cafe: Cafe, as_of: datetime) -> Iterator[str]:
    if cafe.process.is_example:
        yield _("Beispieldaten: Alles hier ist erfunden.")
    if cafe.is_open:
        text = _(
            "Vorläufig: Stand vom {day} Uhr. Das World Café ist noch nicht abgeschlossen, "
            "an den Tischen kann sich noch etwas ändern."
        )
        yield text.format(day=date_format(as_of, "j. F Y, H:i"))


def _facts(
    cafe: Cafe, rounds: Sequence[Round], note_count: int
) -> Iterator[tuple[str, str]]:
    yield _("Anlass"), cafe.process.title
    yield _("Datum"), date_format(cafe.held_on, "j. F Y")
    if cafe.place:
        yield _("Ort"), cafe.place
    text = ngettext(
        "{rounds} Runde mit {minutes} Minuten",
        "{rounds} Runden mit je {minutes} Minuten",
        len(rounds),
    )
    yield (
        _("Ablauf"),
        text.format(rounds=len(rounds), minutes=cafe.minutes_per_round),
    )
    yield _("Notizen"), number_format(note_count, force_grouping=True)


def _counting(smallest: int) -> str:
    text = _(
        "Gezählt wurde an jedem Tisch in jeder Runde. Wer mitgeredet hat, klebte einen "
        "Teilnahmepunkt. Gewichtungspunkte sagen etwas anderes, nämlich wie wichtig eine "
        "Notiz ist; sie stehen bei den Notizen. „–“ heißt: niemand, nicht gezählt oder "
        "weniger als {smallest}. Auch manche größere Zahl fehlt, damit sich die kleinen "
        "nicht errechnen lassen."
    )
    return text.format(smallest=smallest)


def _stations(
    cafe: Cafe, tables: Sequence[Table], standing: Sequence[Standing]
) -> tuple[Station, ...]:
    """A station is a field with all of its tables, in the order of the tables."""
    by_field: dict[int, list[Table]] = defaultdict(list)
    for table in tables:
        by_field[table.action_field_id].append(table)
    questions = list(GuidingQuestion.objects.filter(process=cafe.process))
    return tuple(
        Station(
            title=own[0].action_field.title,
            tables=_(" und ").join(str(table) for table in own),
            sections=_sections(
                questions,
                [s for s in standing if s.note.sitting.table.action_field_id == field],
            ),
        )
        for field, own in by_field.items()
    )


def _sections(
    questions: Sequence[GuidingQuestion], standing: Sequence[Standing]
) -> tuple[Section, ...]:
    return tuple(
        Section(
            question=question.text,
            entries=tuple(
                _entry(one)
                for one in standing
                if one.note.guiding_question_id == question.pk
            ),
        )
        for question in questions
    )


def _entry(standing: Standing) -> Entry:
    return Entry(
        note=_written(standing.note),
        remarks=tuple(_remarks(standing)),
        merged=tuple(_written(note) for note in standing.merged),
    )


def _written(note: Note) -> Written:
    return Written(note.contribution.code, note.contribution.text)


def _remarks(standing: Standing) -> list[str]:
    remarks = []
    if standing.dots:
        text = ngettext(
            "{dots} Gewichtungspunkt", "{dots} Gewichtungspunkte", standing.dots
        )
        remarks.append(text.format(dots=standing.dots))
    for mark in _marks(standing):
        text = _("{round}: {mark}")
        remarks.append(
            text.format(round=mark.sitting.round, mark=mark.get_kind_display())
        )
    return remarks


def _marks(standing: Standing) -> list[Mark]:
    """By round, then in the order of their kinds; what says the same only once."""
    unique = {
        (mark.sitting.round.number, list(Mark.Kind).index(Mark.Kind(mark.kind))): mark
        for note in standing.all
        for mark in note.marks.all()
    }
    return [unique[key] for key in sorted(unique)]


def _grids(
    cafe: Cafe, tables: Sequence[Table], rounds: Sequence[Round]
) -> tuple[Grid, ...]:
    """People and participation dots; of each round, guarded together with its sums.

    There is no sum over the rounds: with it, hidden counts could be worked out.
    """
    sittings = {
        (sitting.table_id, sitting.round_id): sitting
        for sitting in Sitting.objects.filter(table__cafe=cafe)
    }
    smallest = cafe.process.smallest_count
    columns = [
        _column(
            {
                table.pk: _counts(sittings.get((table.pk, round_.pk)))
                for table in tables
            },
            smallest,
        )
        for round_ in rounds
    ]
    titles = (_("Personen an den Tischen"), _("Teilnahmepunkte"))
    return tuple(
        Grid(
            title=title,
            columns=tuple(str(round_) for round_ in rounds),
            rows=tuple(
                (
                    f"{table}: {table.action_field}",
                    tuple(_shown(cells[table.pk][kind]) for cells, _sums in columns),
                )
                for table in tables
            ),
            totals=tuple(_shown(sums[kind]) for _cells, sums in columns),
        )
        for kind, title in enumerate(titles)
    )


def _counts(sitting: Sitting | None) -> tuple[int, int]:
    if sitting is None:
        return (0, 0)
    return (sitting.people or 0, sitting.participation_dots)


def _column(
    counts: Mapping[int, tuple[int, int]], smallest: int
) -> tuple[dict[int, tuple[int | None, ...]], tuple[int | None, ...]]:
    sums = tuple(
        guard_total(sum(line[kind] for line in counts.values()), smallest=smallest)
        for kind in range(2)
    )
    return guard_linked(counts, smallest=smallest), sums


def _shown(count: int | None) -> str:
    return number_format(count, force_grouping=True) if count else HIDDEN
