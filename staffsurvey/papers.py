"""Papers around the survey for the county to go on writing in, as DOCX.

The texts are those in docs/templates, filled with the survey's own data. What only the
county knows stays in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from staffsurvey.models import StaffSurvey

LANGUAGE = "de-DE"
NAMES = ["dienstvereinbarung", "verarbeitung"]
_GAP = re.compile(r"(\[[^\]]+\])")


def write_paper(name: str, survey: StaffSurvey) -> bytes:
    """The paper `name`, one of `NAMES`."""
    file = Path(settings.BASE_DIR, "docs", "templates", f"{name}.md")
    text = file.read_text("utf-8").format_map(values_of(survey))
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    styles: Any = document.styles
    for part in (styles.element, document.settings.element):
        for language in part.iter(qn("w:lang"), qn("w:themeFontLang")):
            language.set(qn("w:val"), LANGUAGE)
    about = document.core_properties
    about.title = text.partition("\n")[0].removeprefix("# ")
    about.author = survey.process.authority
    about.language = LANGUAGE
    about.comments = ""
    for line in filter(None, text.splitlines()):
        _write(document, line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def values_of(survey: StaffSurvey) -> Mapping[str, str]:
    if survey.with_codes:
        access = _(
            "Jede Person zieht einen Zettel mit einem Code, der für eine Antwort gilt. "
            "Niemand schreibt auf, wer welchen Zettel hat; gespeichert wird nur eine "
            "Prüfsumme des Codes."
        )
    else:
        access = _(
            "Alle benutzen denselben Link. Es wird nicht verhindert, dass jemand mehrmals "
            "antwortet."
        )
    if survey.needs_two_readers:
        readers = _("Zuerst lesen zwei Personen mit der Rolle „Freigabe“.")
    else:
        readers = _("Zuerst liest eine Person mit der Rolle „Freigabe“.")
    return {
        "authority": survey.process.authority,
        "title": survey.title,
        "topics": ", ".join(survey.topics.values_list("title", flat=True)),
        "opens_on": date_format(survey.opens_on, "j. F Y"),
        "closes_on": date_format(survey.closes_on, "j. F Y"),
        "contact": survey.contact_name or _("[Name]"),
        "access": access,
        "readers": readers,
    }


def _write(document: Any, line: str) -> None:
    marks, _blank, rest = line.partition(" ")
    if marks in ("#", "##"):
        document.add_heading(rest, level=len(marks))
    elif marks == "-":
        _mark_gaps(document.add_paragraph(style="List Bullet"), rest)
    else:
        _mark_gaps(document.add_paragraph(), line)


def _mark_gaps(paragraph: Paragraph, text: str) -> None:
    """What is still to be filled in stands out."""
    for part in filter(None, _GAP.split(text)):
        run = paragraph.add_run(part)
        if _GAP.fullmatch(part):
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
