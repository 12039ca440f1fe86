"""What does not add up in the counts of a café, in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count as Counted
from django.db.models import Q, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from worldcafe.dots import (
    Count,
    Fault,
    Finding,
    check_participation,
    check_weighting,
    people_in_room,
)
from worldcafe.models import Cafe, Note, Round, Sitting


def read_findings(cafe: Cafe) -> list[str]:
    """Three queries. Small numbers of people are told in words only."""
    rounds = list(Round.objects.filter(cafe=cafe))
    counts = read_counts(cafe)
    over = rounds_over(rounds, counts)
    people = people_in_room(counts, over=over)
    notes = (
        Note.objects.kept().of(cafe).aggregate(dots=Sum("weighting_dots", default=0))
    )
    findings = [
        *check_participation(counts, over=over),
        *check_weighting(
            notes["dots"], people=people, per_person=cafe.weighting_dots_per_person
        ),
    ]
    is_told = people is not None and people >= cafe.process.smallest_count
    return [in_words(finding, tells_numbers=is_told) for finding in findings]


def read_counts(cafe: Cafe) -> list[Count]:
    """One query."""
    sittings = Sitting.objects.filter(table__cafe=cafe)
    rows = (
        sittings.annotate(written=Counted("notes", filter=Q(notes__is_deleted=False)))
        .order_by("round__number", "table__number")
        .values_list(
            "table__number", "round__number", "people", "participation_dots", "written"
        )
    )
    return [Count(*row) for row in rows]


def rounds_over(rounds: Sequence[Round], counts: Sequence[Count]) -> set[int]:
    """Those that were ended, and those of which only paper tells."""
    used = {count.round for count in counts if count.is_used}
    return {
        round_.number
        for round_ in rounds
        if round_.stopped_at or (round_.started_at is None and round_.number in used)
    }


def in_words(finding: Finding, *, tells_numbers: bool) -> str:
    place = ""
    if finding.table is not None:
        place = _("Tisch {table}, Runde {round}: ")
    elif finding.round is not None:
        place = _("Runde {round}: ")
    text = place + _words()[finding.fault]
    if finding.most is not None and tells_numbers:
        text += " " + _("Gezählt sind {found}, möglich sind höchstens {most}.")
    return text.format(
        table=finding.table,
        round=finding.round,
        found=number_format(finding.found or 0, force_grouping=True),
        most=number_format(finding.most or 0, force_grouping=True),
    )


def _words() -> dict[Fault, str]:
    return {
        Fault.ROUND_NOT_COUNTED: _("Die Personen sind an keinem Tisch gezählt."),
        Fault.TABLE_NOT_COUNTED: _(
            "Hier wurde gesprochen, aber die Personen sind nicht gezählt."
        ),
        Fault.DOTS_NOT_COUNTED: _("Personen sind gezählt, Teilnahmepunkte nicht."),
        Fault.FEW_PEOPLE: _("Es saßen weniger Personen da als die üblichen 4 bis 8."),
        Fault.MANY_PEOPLE: _("Es saßen mehr Personen da als die üblichen 4 bis 8."),
        Fault.MORE_DOTS_THAN_PEOPLE: _(
            "Es sind mehr Teilnahmepunkte als Personen gezählt. "
            "Jede Person klebt an jedem Tisch nur einen."
        ),
        Fault.MORE_DOTS_THAN_ROUNDS: _(
            "Es sind mehr Teilnahmepunkte gezählt, als alle Personen "
            "in allen Runden kleben konnten."
        ),
        Fault.UNEQUAL_ROUNDS: _(
            "Hier sind viel weniger Personen gezählt als in einer anderen Runde. "
            "Fehlt ein Tisch?"
        ),
        Fault.TOO_MUCH_WEIGHT: _(
            "Es sind mehr Gewichtungspunkte gezählt, als die Personen bekommen haben."
        ),
        Fault.NO_WEIGHT_FORESEEN: _(
            "Es sind Gewichtungspunkte gezählt, aber für dieses World Café "
            "sind keine vorgesehen."
        ),
        Fault.WEIGHT_UNCHECKED: _(
            "Ob die Gewichtungspunkte stimmen können, lässt sich nicht prüfen: "
            "In keiner Runde sind die Personen an allen Tischen gezählt."
        ),
    }
