"""The page of a form that nobody has written into: for everybody the same but its id.

It is the page that is opened most, so it is drawn once and kept in memory.
"""

from __future__ import annotations

from uuid import UUID, uuid4

from django.core.cache import cache
from django.core.cache.utils import make_template_fragment_key
from django.template.loader import render_to_string

from surveys.definition import definition_of
from surveys.filling import Filling, page_context
from surveys.forms.filling import GroupForm, SingleForm
from surveys.languages import language_called
from surveys.models import Channel

# Stands in the kept page where each visitor gets an id of their own.
_NOBODYS_ID = str(UUID(int=0))


def empty_page(
    channel: Channel, form_class: type[SingleForm] | type[GroupForm], language: str
) -> str:
    """Return the page with help in a language, under a new id."""
    questionnaire, process = channel.questionnaire, channel.questionnaire.process
    # Whatever the page shows moves the key; help and questions move the questionnaire's.
    changed_at = [questionnaire.changed_at, process.changed_at]
    kind, code = form_class.form_kind, language_called(language).code
    key = make_template_fragment_key("form", [channel.code, kind, code, *changed_at])
    page: str | None = cache.get(key)
    if page is None:
        page = _draw(channel, form_class, language)
        cache.set(key, page, timeout=None)
    return page.replace(_NOBODYS_ID, str(uuid4()))


def _draw(
    channel: Channel, form_class: type[SingleForm] | type[GroupForm], language: str
) -> str:
    filling = Filling.empty(form_class, definition_of(channel.questionnaire))
    filling.form.new_id = _NOBODYS_ID
    context = page_context(channel, language) | filling.context()
    # Without the request: nothing of the first visitor may get into the page of all.
    return render_to_string("surveys/form.html", context)
