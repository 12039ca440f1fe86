"""What is put before the parties: the survey as it stood that day, and what changed since.

A snapshot holds whatever the staff will see and what was promised to them. It leaves out
where comments go inside the office: action fields and who is responsible for a topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from staffsurvey.models import StaffSurvey, Topic

Content = Mapping[str, Any]

_TEXTS = (
    "title",
    "salutation",
    "welcome",
    "anonymity",
    "contact_name",
    "contact_phone",
    "contact_email",
    "topic_question",
    "thanks",
)
_DAYS = ("opens_on", "closes_on", "results_on")
_FLAGS = ("with_codes", "needs_two_readers")
_OF_TOPIC = ("title", "description", "focus_question", "for_concept")


@dataclass(frozen=True)
class Change:
    """What differs between two versions; empty texts: there was or is nothing."""

    what: str
    before: str = ""
    after: str = ""


def snapshot(survey: StaffSurvey) -> dict[str, Any]:
    """The survey as JSON; two queries."""
    topics = survey.topics.prefetch_related("focus_areas")
    content = {name: getattr(survey, name) for name in (*_TEXTS, *_FLAGS)}
    content |= {name: _stored_day(getattr(survey, name)) for name in _DAYS}
    return content | {"topics": [_topic(topic) for topic in topics]}


def _stored_day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _topic(topic: Topic) -> dict[str, Any]:
    areas = [{"slug": a.slug, "title": a.title} for a in topic.focus_areas.all()]
    of_topic = {name: getattr(topic, name) for name in _OF_TOPIC}
    return {"slug": topic.slug, **of_topic, "focus_areas": areas}


def with_days(content: Content) -> dict[str, Any]:
    """The same with dates instead of their text, and only what can be chosen."""
    days = {name: _day(content[name]) for name in _DAYS}
    offered = [topic for topic in content["topics"] if topic["focus_areas"]]
    return {**content, **days, "topics": offered}


def as_survey(content: Content) -> StaffSurvey:
    """The survey as it was put before the parties; not to be saved, and without topics."""
    stored = {name: content[name] for name in (*_TEXTS, *_FLAGS)}
    return StaffSurvey(**stored, **{name: _day(content[name]) for name in _DAYS})


def _day(stored: str) -> date | None:
    return date.fromisoformat(stored) if stored else None


def changes(before: Content, after: Content) -> list[Change]:
    """What somebody who read `before` has to look at in `after`, in the order of both."""
    return [
        *_general_changes(before, after),
        *_list_changes(_("Thema"), before["topics"], after["topics"]),
        *_topic_changes(before, after),
    ]


def _general_changes(before: Content, after: Content) -> Iterator[Change]:
    for name in (*_TEXTS, *_DAYS, *_FLAGS):
        if before[name] != after[name]:
            yield Change(
                _label(StaffSurvey, name),
                _said(name, before[name]),
                _said(name, after[name]),
            )


def _label(model: type[StaffSurvey | Topic], name: str) -> str:
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


def _said(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if name in _DAYS:
        day = _day(value)
        return date_format(day, "j. F Y") if day else ""
    return str(value)


def _topic_changes(before: Content, after: Content) -> Iterator[Change]:
    """Of the topics that are in both."""
    earlier = {topic["slug"]: topic for topic in before["topics"]}
    for topic in after["topics"]:
        old = earlier.get(topic["slug"])
        if old is None:
            continue
        where = _("„{}“").format(topic["title"])
        for name in _OF_TOPIC:
            if old[name] != topic[name]:
                what = f"{where}: {_label(Topic, name)}"
                yield Change(what, _said(name, old[name]), _said(name, topic[name]))
        areas = old["focus_areas"], topic["focus_areas"]
        yield from _list_changes(f"{where}: {_('Schwerpunkt')}", *areas)
        yield from _retitled(f"{where}: {_('Schwerpunkt')}", *areas)


_Rows = list[dict[str, Any]]


def _list_changes(what: str, before: _Rows, after: _Rows) -> Iterator[Change]:
    """Rows that came, went, or stand in another order."""
    old, new = _by_slug(before), _by_slug(after)
    for slug in [slug for slug in new if slug not in old]:
        yield Change(_("{} ergänzt").format(what), after=new[slug])
    for slug in [slug for slug in old if slug not in new]:
        yield Change(_("{} entfernt").format(what), before=old[slug])
    kept_before = [slug for slug in old if slug in new]
    kept_after = [slug for slug in new if slug in old]
    if kept_before != kept_after:
        yield Change(
            _("{}: Reihenfolge").format(what),
            ", ".join(old[slug] for slug in kept_before),
            ", ".join(new[slug] for slug in kept_after),
        )


def _retitled(what: str, before: _Rows, after: _Rows) -> Iterator[Change]:
    old = _by_slug(before)
    for slug, title in _by_slug(after).items():
        if slug in old and old[slug] != title:
            yield Change(_("{} umbenannt").format(what), old[slug], title)


def _by_slug(rows: _Rows) -> dict[str, str]:
    return {row["slug"]: row["title"] for row in rows}
