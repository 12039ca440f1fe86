"""The way of a survey from the first draft to the release, and where it stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from staffsurvey.agreeing import Agreement, read_agreement
from staffsurvey.models import BallotBox, HeldComment, Phase, StaffSurvey
from staffsurvey.services.slips import can_print

# The number of envelopes is shown in steps, so that no single arrival can be seen.
STEP = 10


class State(Enum):
    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Milestone:
    """A step on the way; `link` leads to where it is done, if that is possible now."""

    title: str
    state: State
    text: str
    link: str = ""
    action: str = ""


@dataclass(frozen=True)
class Standing:
    """What there is of a survey."""

    survey: StaffSurvey
    phase: Phase
    has_focus_areas: bool
    agreement: Agreement | None
    box: BallotBox | None
    slips: int
    can_print: bool
    waits_for_release: bool

    @property
    def is_locked(self) -> bool:
        return self.agreement is not None and self.agreement.version.is_locked

    @property
    def has_started(self) -> bool:
        return self.survey.has_started

    @property
    def is_tried(self) -> bool:
        return self.box is not None and self.box.tried_on is not None


def read_standing(survey: StaffSurvey, *, on: date) -> Standing:
    latest = survey.versions.last()
    if latest is not None:
        latest.survey = survey
    held = HeldComment.objects.in_survey(survey).waiting()
    return Standing(
        survey=survey,
        phase=survey.phase(on=on),
        has_focus_areas=survey.topics.filter(focus_areas__isnull=False).exists(),
        agreement=read_agreement(latest) if latest else None,
        box=getattr(survey, "box", None),
        slips=sum(survey.slip_prints.values_list("slips", flat=True)),
        can_print=can_print(survey, on=on),
        waits_for_release=held.exists(),
    )


def way(standing: Standing) -> list[Milestone]:
    """All milestones; the first that is not reached is the next to do."""
    steps = [_texts, _version, _key, _slips, _start, _running, _opening, _release]
    return list(_in_turn(step(standing) for step in steps))


def _in_turn(milestones: Iterable[Milestone]) -> Iterator[Milestone]:
    is_next = True
    for milestone in milestones:
        if milestone.state == State.DONE:
            yield milestone
            continue
        yield replace(milestone, state=State.NOW if is_next else State.LATER)
        is_next = False


def _state(is_reached: bool) -> State:
    return State.DONE if is_reached else State.LATER


def _texts(standing: Standing) -> Milestone:
    title = _("Texte und Themen")
    if standing.has_started or standing.is_locked:
        return Milestone(title, State.DONE, _("Sie stehen fest."))
    if not standing.has_focus_areas:
        text = _(
            "Noch fehlt ein Thema mit Schwerpunkten: Niemand könnte etwas schreiben."
        )
    else:
        text = _("Fertig, sobald Sie eine Fassung vorlegen.")
    agreement = standing.agreement
    is_presented = agreement is not None and agreement.is_current
    return Milestone(
        title,
        _state(standing.has_focus_areas and is_presented),
        _("Sie stehen so in der vorgelegten Fassung.") if is_presented else text,
        reverse("staffsurvey-setup:edit"),
        _("Texte und Laufzeit ändern"),
    )


def _version(standing: Standing) -> Milestone:
    agreement = standing.agreement
    text = _("Noch ist keine Fassung vorgelegt.")
    locked_on = agreement.version.locked_on if agreement else None
    if standing.is_locked and agreement and locked_on:
        day = date_format(locked_on, "j. F Y")
        text = _("{} ist seit dem {} verbindlich.").format(agreement.version, day)
    elif standing.has_started:
        text = _("Die Befragung hat begonnen.")
    elif agreement and not agreement.is_current:
        text = _(
            "Seit {} hat sich etwas geändert. Legen Sie eine neue Fassung vor."
        ).format(agreement.version)
    elif agreement and agreement.missing:
        names = ", ".join(str(point.party) for point in agreement.missing)
        text = _("{}: Es fehlt die Zustimmung von: {}.").format(
            agreement.version, names
        )
    elif agreement:
        text = _("Alle haben {} zugestimmt. Machen Sie sie verbindlich.").format(
            agreement.version
        )
    return Milestone(
        _("Fassung und Zustimmung"),
        _state(standing.is_locked or standing.has_started),
        text,
        reverse("staffsurvey-setup:versions"),
        _("Fassungen ansehen"),
    )


def _key(standing: Standing) -> Milestone:
    title, is_over = _("Schlüssel"), standing.phase == Phase.OPENED
    link = "" if is_over else reverse("staffsurvey-setup:key")
    if is_over:
        text = _("Mit der Öffnung gelöscht.")
    elif standing.box is None:
        text = _(
            "Noch gibt es keinen. Dafür brauchen Sie fünf Minuten, den Personalrat und "
            "die oder den Datenschutzbeauftragten."
        )
    elif not standing.is_tried:
        text = _("Erzeugt. Der Probeumschlag ist noch nicht geöffnet.")
    else:
        text = _("Erzeugt und mit dem Papier erprobt.")
    is_reached = standing.is_tried or is_over
    return Milestone(title, _state(is_reached), text, link, _("Zum Schlüssel"))


def _slips(standing: Standing) -> Milestone:
    if not standing.survey.with_codes:
        return Milestone(
            _("Link für alle"),
            _state(standing.is_locked or standing.has_started),
            _("Ohne Codes: ein Link und ein QR-Code, für alle gleich."),
            "#link",
            _("Zum Link"),
        )
    title = _("Zettel")
    if standing.slips:
        text = ngettext("%d Zettel gedruckt.", "%d Zettel gedruckt.", standing.slips)
        text %= standing.slips
    elif not standing.can_print:
        text = _("Erst mit einer verbindlichen Fassung und einem erprobten Schlüssel.")
    else:
        text = _("Noch keine gedruckt.")
    link = reverse("staffsurvey-setup:slips") if standing.can_print else ""
    is_reached = bool(standing.slips) or standing.phase == Phase.OPENED
    return Milestone(title, _state(is_reached), text, link, _("Zu den Zetteln"))


def _start(standing: Standing) -> Milestone:
    if standing.has_started:
        started_on = standing.box.started_on if standing.box else None
        day = date_format(started_on, "j. F Y") if started_on else ""
        text = _("Gestartet am {}.").format(day) if day else _("Gestartet.")
        return Milestone(_("Start"), State.DONE, text)
    return Milestone(
        _("Start"),
        State.LATER,
        _("Die Liste vor dem Start sagt, was noch fehlt."),
        reverse("staffsurvey-setup:start"),
        _("Liste vor dem Start"),
    )


def _running(standing: Standing) -> Milestone:
    survey = standing.survey
    first, last = (
        date_format(day, "j. F Y") for day in (survey.opens_on, survey.closes_on)
    )
    is_over = standing.phase in (Phase.CLOSED, Phase.OPENED)
    if standing.phase == Phase.RUNNING:
        text = _("Sie läuft bis zum {}.").format(last)
    elif is_over:
        text = _("Sie ist beendet.")
    else:
        text = _("Vom {} bis zum {}.").format(first, last)
    return Milestone(_("Laufzeit"), _state(is_over), text)


def _opening(standing: Standing) -> Milestone:
    is_waiting = standing.phase == Phase.CLOSED
    if standing.phase == Phase.OPENED:
        text = _("Geöffnet am {}.").format(
            date_format(standing.survey.opening.opened_on, "j. F Y")
        )
    elif is_waiting:
        text = _("Wartet auf die Öffnung mit dem Öffnungs-Passwort.")
    else:
        text = _("Einmal, nach dem letzten Tag, mit mindestens zehn Umschlägen.")
    return Milestone(
        _("Öffnung"),
        _state(standing.phase == Phase.OPENED),
        text,
        reverse("staffsurvey-setup:opening") if is_waiting else "",
        _("Zur Öffnung"),
    )


def _release(standing: Standing) -> Milestone:
    is_open = standing.phase == Phase.OPENED
    if not is_open:
        text = _(
            "Danach lesen Personen mit der Rolle „Freigabe“ jeden Kommentar, bevor "
            "andere ihn sehen."
        )
    elif standing.waits_for_release:
        text = _("Es warten noch Kommentare auf ihre Freigabe.")
    else:
        text = _("Alle Kommentare sind gelesen.")
    is_reached = is_open and not standing.waits_for_release
    return Milestone(_("Freigabe"), _state(is_reached), text)


def envelopes_shown(box: BallotBox | None) -> int:
    """How many have come at least, in tens."""
    return box.envelopes.count() // STEP * STEP if box else 0
