"""The report as a spreadsheet: for sorting, filtering and calculating on.

There are two: one to pass on, whose statements are those of the PDF and the notes of
the World Cafés, and an internal one with every statement. Whoever has all texts can
count them, however small the number (docs/adr/0003-small-numbers.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ilmkreis_integration.domain.disclosure import HIDDEN
from ilmkreis_integration.models import Contribution, Source
from ilmkreis_integration.tables.spreadsheet import Heading, Sheet, Value, write_sheets
from reports.document import CatalogueChapter, Report
from reports.languages import language_name
from reports.matrix import HIDDEN_EXPLAINED, Cell, Column
from reports.models import Measure, Statement
from reports.queries import MIGRANTS
from reports.synthesis import FieldSynthesis
from reports.translations import label_of, translation_of


def write_workbook(report: Report, *, is_internal: bool) -> bytes:
    """Write all sheets; only the internal file has every statement."""
    statements = _statements(report, is_internal)
    return write_sheets(
        [
            Sheet(
                _("Lies mich"),
                _readme_headings(),
                _readme(report, is_internal),
                has_filter=False,
            ),
            Sheet(_("Aussagen"), _statement_headings(), statements, fixed=1),
            Sheet(
                _("Synthese"), _synthesis_headings(report), _synthesis(report), fixed=2
            ),
            Sheet(
                _("Katalog"),
                _catalogue_headings(),
                _catalogue(report.catalogue),
                fixed=2,
            ),
            Sheet(_("Rücklauf"), _return_headings(), _returns(report)),
        ],
        title=str(report.process.title),
        creator=report.process.authority,
    )


def _readme_headings() -> list[Heading]:
    return [Heading(_("Thema"), 28), Heading(_("Erklärung"), 110)]


def _readme(report: Report, is_internal: bool) -> Iterator[Sequence[Value]]:
    process = report.process
    yield _("Inhalt"), process.title
    yield _("Herausgegeben von"), process.authority
    yield _("Stand"), date_format(report.as_of, "j. F Y")
    if process.is_example:
        yield (
            _("Beispieldaten"),
            _("Alle Beiträge, Zahlen und Maßnahmen sind erfunden."),
        )
    if report.is_draft:
        yield _("Entwurf"), _("Nicht alle Maßnahmen sind veröffentlicht.")
    yield _("Verwendung"), _use(is_internal)
    yield (
        _("Bögen, Personen, Aussagen"),
        _(
            "Drei verschiedene Dinge, die nie zusammengezählt werden. Ein Gruppenbogen "
            "von zwölf Personen ist ein Bogen und zwölf Personen; er kann mehrere "
            "Aussagen enthalten."
        ),
    )
    yield (
        _("Wege"),
        _(
            "Fragebogen, World Café und Mitarbeiterbefragung werden nicht zu einer "
            "Zahl addiert. Die Ergebnisse sind nicht repräsentativ."
        ),
    )
    smallest = _("Anzahlen von Personen und Bögen unter %(number)s werden nie gezeigt.")
    yield (
        _("Kleine Anzahlen"),
        f"{smallest % {'number': process.smallest_count}} {HIDDEN_EXPLAINED}",
    )
    yield (
        _("Beleg-Nr."),
        _(
            "F: Fragebogen, W: World Café, M: Mitarbeiterbefragung. Sie führt vom "
            "Katalog zurück zu dem, was gesagt wurde."
        ),
    )


def _use(is_internal: bool) -> str:
    if is_internal:
        return _(
            "Nur für die Auswertung, bitte nicht weitergeben: Die Tabelle enthält alle "
            "Aussagen im Wortlaut, auch die von Mitarbeitenden. Wer alle Aussagen hat, "
            "kann auch kleine Anzahlen auszählen. Zum Weitergeben gibt es die Tabelle "
            "ohne einzelne Aussagen und den Bericht als PDF."
        )
    return _(
        "Zum Weitergeben: Aus Fragebögen stehen hier nur Aussagen, die auch der Bericht "
        "als PDF nennt, dazu alle Notizen der World Cafés. Kommentare von Mitarbeitenden "
        "werden gezählt, aber nicht wiedergegeben."
    )


def _statement_headings() -> list[Heading]:
    return [
        Heading(_("Beleg-Nr."), 16),
        Heading(_("Weg"), 20),
        Heading(_("Wer spricht"), 24),
        Heading(_("Handlungsfelder"), 32),
        Heading(_("Art"), 18),
        Heading(_("Thema"), 32),
        Heading(_("Selten, aber schwerwiegend"), 15),
        Heading(_("Wortlaut"), 80),
        Heading(_("Sprache"), 14),
        Heading(_("Übersetzung"), 60),
        Heading(_("Stand der Übersetzung"), 34),
    ]


def _statements(report: Report, is_internal: bool) -> Iterator[Sequence[Value]]:
    statements = (
        Statement.objects.in_process(report.process)
        .counted()
        .select_related(
            "contribution__note__sitting__table__cafe__target_group",
            "contribution__translation",
            "theme",
        )
        .prefetch_related("action_fields")
    )
    if is_internal:
        yield from (_statement(s, theme=str(s.theme or "")) for s in statements)
        return
    printed = {entry.origin.code for entry in report.index}
    secret = _themes_with_hidden_forms(report)
    for statement in statements:
        is_note = statement.contribution.source == Source.WORLD_CAFE
        is_form = statement.contribution.source == Source.QUESTIONNAIRE
        if is_note or (is_form and statement.code in printed):
            is_secret = is_form and statement.theme_id in secret
            theme = HIDDEN if is_secret else str(statement.theme or "")
            yield _statement(statement, theme=theme)


def _statement(statement: Statement, *, theme: str) -> Sequence[Value]:
    contribution = statement.contribution
    translation = translation_of(contribution)
    return (
        statement.code,
        contribution.get_source_display(),
        _speaker(contribution),
        "; ".join(field.title for field in statement.action_fields.all()),
        statement.get_kind_display(),
        theme,
        _yes_no(statement.is_grave),
        statement.text,
        language_name(contribution.language),
        translation.text if translation else "",
        label_of(contribution, is_of_more=bool(statement.number)),
    )


def _speaker(contribution: Contribution) -> str:
    """The column of the matrix in which it counts."""
    if contribution.source == Source.WORLD_CAFE:
        return str(contribution.note.sitting.table.cafe.target_group)
    is_form = contribution.source == Source.QUESTIONNAIRE
    return _("Zugewanderte") if is_form else _("Mitarbeitende")


def _themes_with_hidden_forms(report: Report) -> set[int]:
    """Themes of which the matrix does not tell how many forms speak of them."""
    return {
        row.theme.pk
        for chapter in report.fields
        for row in chapter.synthesis.themes
        for column, cell in zip(chapter.synthesis.columns, row.cells, strict=True)
        if column.key == MIGRANTS and cell.is_hidden
    }


def _columns(report: Report) -> list[Column]:
    """Everybody who speaks in any field, in the order of first appearance."""
    columns = {
        column.key: column
        for chapter in report.fields
        for column in chapter.synthesis.columns
    }
    return list(columns.values())


def _synthesis_headings(report: Report) -> list[Heading]:
    headings = [
        Heading(_("Handlungsfeld"), 36),
        Heading(_("Thema"), 36),
        Heading(_("Wege (von 3)"), 10),
    ]
    for column in _columns(report):
        headings.append(Heading(_("%s: Aussagen") % column.title, 16))
        if column.source == Source.QUESTIONNAIRE:
            headings.append(Heading(_("%s: Bögen") % column.title, 16))
            headings.append(Heading(_("%s: Personen") % column.title, 16))
            headings.append(Heading(_("%s: Personen mindestens") % column.title, 16))
    return [*headings, Heading(_("Umgang"), 22), Heading(_("Begründung"), 60)]


def _synthesis(report: Report) -> Iterator[Sequence[Value]]:
    columns = _columns(report)
    for chapter in report.fields:
        synthesis = chapter.synthesis
        field = synthesis.action_field.title
        for row in synthesis.themes:
            figures = _figures(columns, synthesis, row.cells)
            theme = row.theme
            answer = (theme.get_handling_display(), theme.handling_reason)
            yield field, theme.title, row.channel_count, *figures, *answer
        if synthesis.has_rest:
            figures = _figures(columns, synthesis, synthesis.without_theme_cells)
            yield field, _("ohne Thema"), None, *figures, "", ""
        figures = _figures(columns, synthesis, synthesis.totals)
        yield field, _("alle Aussagen"), None, *figures, "", ""


def _figures(
    columns: Iterable[Column], synthesis: FieldSynthesis, cells: Sequence[Cell]
) -> Iterator[Value]:
    keys = [column.key for column in synthesis.columns]
    by_key = dict(zip(keys, cells, strict=True))
    for column in columns:
        cell = by_key.get(column.key)
        yield _shown(cell.statements if cell else None)
        if column.source == Source.QUESTIONNAIRE:
            yield _shown(cell.forms if cell else None)
            yield _shown(cell.people if cell else None)
            is_least = cell is not None and cell.people and cell.people_is_lower_bound
            yield _yes_no(bool(is_least))


def _catalogue_headings() -> list[Heading]:
    return [
        Heading(_("Nr."), 8),
        Heading(_("Maßnahme"), 40),
        Heading(_("Handlungsfeld"), 32),
        Heading(_("Ziel"), 36),
        Heading(_("Beschreibung"), 70),
        Heading(_("Zielgruppe"), 30),
        Heading(_("Federführung"), 26),
        Heading(_("Mitwirkende"), 36),
        Heading(_("Beginn"), 12),
        Heading(_("Termin"), 12),
        Heading(_("Kosten"), 16),
        Heading(_("Finanzierung"), 26),
        Heading(_("Indikator"), 40),
        Heading(_("Kennzeichen"), 16),
        Heading(_("Neu oder vorhanden"), 20),
        Heading(_("Stand"), 16),
        Heading(_("Veröffentlicht"), 14),
        Heading(_("Belege: Themen"), 40),
        Heading(_("Belege: Aussagen"), 40),
        Heading(_("Fachliche Ergänzung"), 50),
    ]


def _catalogue(chapters: Iterable[CatalogueChapter]) -> Iterator[Sequence[Value]]:
    for chapter in chapters:
        for goal in chapter.goals:
            for block in goal.measures:
                measure = block.measure
                yield (
                    measure.number,
                    measure.title,
                    chapter.action_field.title,
                    goal.goal.title,
                    *_described(measure),
                    "; ".join(theme.title for theme in block.foundation.themes),
                    # Not those behind a theme: they would tell how many there are.
                    "; ".join(block.foundation.codes),
                    measure.justification,
                )


def _described(measure: Measure) -> Sequence[Value]:
    return (
        measure.description,
        measure.target_group,
        measure.lead,
        measure.partners,
        measure.starts_on,
        measure.due_on,
        measure.get_cost_class_display(),
        measure.funding,
        measure.indicator,
        measure.get_mark_display() if measure.mark else "",
        str(measure.get_is_new_display()),
        measure.get_status_display(),
        _yes_no(measure.is_published),
    )


def _return_headings() -> list[Heading]:
    return [
        Heading(_("Weg"), 40),
        Heading(_("Gezählt wurde"), 40),
        Heading(_("Anzahl"), 12),
    ]


def _returns(report: Report) -> Iterator[Sequence[Value]]:
    returns = report.returns
    form = returns.questionnaire
    channel = str(Source.QUESTIONNAIRE.label)
    yield channel, _("Bögen"), _shown(form.forms)
    yield channel, _("davon Einzelfragebögen"), _shown(form.single_forms)
    yield channel, _("davon Gruppenfragebögen"), _shown(form.group_forms)
    people = _("Personen, mindestens") if form.people_is_lower_bound else _("Personen")
    yield channel, people, _shown(form.people)
    yield channel, _("Ausgabestellen mit Rücklauf"), _shown(form.channels)
    for held in returns.cafes:
        yield str(held.cafe), _("Tische"), _shown(held.tables)
        yield str(held.cafe), _("Runden"), _shown(held.rounds)
        yield (
            str(held.cafe),
            _("Personen in der stärksten Runde"),
            _shown(held.people),
        )
        yield str(held.cafe), _("Teilnahmepunkte"), _shown(held.dots)
        yield str(held.cafe), _("Notizen"), _shown(held.notes)
    for entry in returns.coding:
        channel = str(entry.source.label)
        yield channel, _("Beiträge in eigenen Worten"), _shown(entry.contributions)
        yield channel, _("davon gelesen"), _shown(entry.coded)


def _shown(count: int | None) -> Value:
    return count or HIDDEN


def _yes_no(claim: bool) -> str:
    return _("ja") if claim else _("nein")
