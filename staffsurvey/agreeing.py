"""Where a version stands with the parties. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from staffsurvey.models import Opinion, Party, StaffSurvey, Version
from staffsurvey.versions import snapshot

_VERDICT = Opinion.Verdict


@dataclass(frozen=True)
class Standpoint:
    """What a party said of a version, the latest last."""

    party: Party
    opinions: tuple[Opinion, ...]

    @property
    def verdict(self) -> Opinion.Verdict | None:
        """Its last word; a remark neither gives nor takes an agreement."""
        decided = [o.verdict for o in self.opinions if o.verdict != _VERDICT.REMARK]
        return _VERDICT(decided[-1]) if decided else None

    @property
    def has_agreed(self) -> bool:
        return self.verdict == _VERDICT.AGREED

    @property
    def has_objected(self) -> bool:
        return self.verdict == _VERDICT.OBJECTED

    @property
    def is_missing(self) -> bool:
        return self.party.is_required and not self.has_agreed


@dataclass(frozen=True)
class Agreement:
    version: Version
    standpoints: tuple[Standpoint, ...]
    # Nothing newer was put before the parties, and the survey still says the same.
    is_latest: bool
    is_current: bool

    @property
    def missing(self) -> list[Standpoint]:
        return [standpoint for standpoint in self.standpoints if standpoint.is_missing]

    @property
    def asks_somebody(self) -> bool:
        return any(standpoint.party.is_required for standpoint in self.standpoints)

    @property
    def takes_opinions(self) -> bool:
        return self.is_latest and not self.version.was_locked

    @property
    def can_be_locked(self) -> bool:
        return (
            self.takes_opinions
            and self.is_current
            and self.asks_somebody
            and not self.missing
        )


def locked_version(survey: StaffSurvey) -> Version | None:
    """The one that is binding now."""
    return survey.versions.locked().first()


def read_agreement(version: Version) -> Agreement:
    """Five queries, however many parties there are."""
    survey = version.survey
    opinions: dict[int, list[Opinion]] = {}
    for opinion in version.opinions.all():
        opinions.setdefault(opinion.party_id, []).append(opinion)
    standpoints = [
        Standpoint(party, tuple(opinions.get(party.pk, [])))
        for party in survey.parties.all()
    ]
    return Agreement(
        version,
        tuple(standpoints),
        is_latest=not survey.versions.filter(number__gt=version.number).exists(),
        is_current=version.content == snapshot(survey),
    )
