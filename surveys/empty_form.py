"""The page of a form that nobody has written into: for everybody the same but its id.

It is the page that is opened most, so it is drawn once and kept in memory.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key
from django.template.loader import render_to_string

from surveys.definition import Definition
from surveys.filling import Filling
from surveys.forms import GroupForm, SingleForm
from surveys.models import Channel

# Stands in the kept page where each visitor gets an id of their own.
_NOBODYS_ID = str(UUID(int=0))


def empty_page(
    channel: Channel,
    form_class: type[SingleForm] | type[GroupForm],
    definition: Definition,
    context: dict[str, Any],
) -> str:
    """Return the page in the language of `context["aid"]`, under a new id."""
    process = context["process"]
    # Whatever the page shows must move its key: questions and help move `changed_at`.
    key = make_template_fragment_key(
        "empty-form",
        [
            channel.code,
            form_class.form_kind,
            context["aid"].language.code,
            definition.edition.pk,
            channel.questionnaire.changed_at,
            process.authority,
            process.is_example,
        ],
    )
    page: str | None = cache.get(key)
    if page is None:
        page = _draw(form_class, definition, context)
        cache.set(key, page, timeout=None)
    return page.replace(_NOBODYS_ID, str(uuid4()))


def _draw(
    form_class: type[SingleForm] | type[GroupForm],
    definition: Definition,
    context: dict[str, Any],
) -> str:
    filling = Filling.empty(form_class, definition)
    filling.form.new_id = _NOBODYS_ID
    # Without the request: nothing of the first visitor may get into the page of all.
    return render_to_string("surveys/form.html", context | filling.context())
