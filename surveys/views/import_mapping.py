"""Assigning the columns and values of another program's table to our questions."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ilmkreis_integration.access import Role, requires
from ilmkreis_integration.tables.problems import TableError
from surveys.definition import Definition, definition_of
from surveys.forms.import_mapping import ColumnsForm, ValuesForm
from surveys.importing.foreign_reading import Contents, contents_of
from surveys.importing.guessing import guess
from surveys.importing.mapping import Assignment
from surveys.importing.receiving import assign, stored_table
from surveys.models import Import
from surveys.views.imports import waiting_import


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column becomes."""
    imported = _foreign_import(pk)
    try:
        contents = contents_of(stored_table(imported))
    except TableError as error:
        messages.warning(request, str(error.problems[0]))
        return redirect("surveys-setup:imports")
    form = _columns_form(request, imported, contents)
    if form.is_valid():
        assign(imported, form.assignment())
        onwards = "import-values" if form.assignment().values else "import"
        return redirect(f"surveys-setup:{onwards}", pk)
    context = {"import": imported, "form": form, "contents": contents}
    return render(request, "surveys/setup/import_columns.html", context)


@requires(Role.MANAGEMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def values(request: HttpRequest, pk: int) -> HttpResponse:
    """Which answer of ours each value means."""
    imported = _foreign_import(pk)
    if not imported.mapping:
        return redirect("surveys-setup:import-columns", pk)
    form = ValuesForm(
        request.POST if request.method == "POST" else None,
        variables=stored_table(imported).variables,
        definition=definition_of(imported.questionnaire),
        assignment=Assignment(**imported.mapping),
    )
    if form.is_valid():
        assign(imported, form.assignment())
        return redirect("surveys-setup:import", pk)
    context = {"import": imported, "form": form}
    return render(request, "surveys/setup/import_values.html", context)


def _columns_form(
    request: HttpRequest, imported: Import, contents: Contents
) -> ColumnsForm:
    definition = definition_of(imported.questionnaire)
    return ColumnsForm(
        request.POST if request.method == "POST" else None,
        contents=contents,
        definition=definition,
        assignment=_assignment(imported, contents, definition),
    )


def _foreign_import(pk: int) -> Import:
    imported = waiting_import(pk)
    if imported.format == Import.Format.TEMPLATE:
        raise Http404("nothing to assign")
    return imported


def _assignment(
    imported: Import, contents: Contents, definition: Definition
) -> Assignment:
    """As it was assigned before, else a guess."""
    if imported.mapping:
        return Assignment(**imported.mapping)
    return guess(contents.variables, definition, contents.values)
