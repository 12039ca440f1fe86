"""The released comments on one topic as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ilmkreis_integration.tables.spreadsheet import (
    Heading,
    Sheet,
    Value,
    write_sheets,
)
from staffsurvey.models import Comment
from staffsurvey.topic_comments import TopicComments


def write_table(comments: TopicComments) -> bytes:
    title = _("Kommentare: {}").format(comments.topic)
    sheet = Sheet(_("Kommentare"), _headings(), _rows(comments), fixed=1)
    process = comments.topic.survey.process
    return write_sheets([sheet], title=title, creator=process.authority)


def _headings() -> list[Heading]:
    return [
        Heading(_("Beleg-Nr."), 12),
        Heading(_("Schwerpunkt"), 32),
        Heading(_("Kommentar"), 90),
        Heading(_("Stellen unkenntlich gemacht"), 16),
        Heading(_("Darf wörtlich zitiert werden"), 16),
        Heading(_("Weitergegeben"), 50),
    ]


def _rows(comments: TopicComments) -> Iterator[Sequence[Value]]:
    for part in comments.areas:
        for comment in part.comments:
            yield (
                comment.contribution.code,
                part.area.title,
                comment.contribution.text,
                _yes_no(comment.is_masked),
                _yes_no(comment.may_be_quoted),
                "; ".join(_ways(comment)),
            )


def _ways(comment: Comment) -> Iterator[str]:
    for way in comment.passings_on.all():
        text = _("am %(day)s von %(name)s aus „%(topic)s“") % {
            "day": date_format(way.passed_on, "j. F Y"),
            "name": way.passed_by,
            "topic": way.from_area.topic,
        }
        yield f"{text}: {way.reason}" if way.reason else text


def _yes_no(claim: bool) -> str:
    return _("ja") if claim else _("nein")
