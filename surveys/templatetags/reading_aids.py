"""Texts of the form with their help, their sounds and pictures.

{% said question.text %}, {% pictogram option.pictogram %}
"""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surveys.pictograms import PICTOGRAMS, SIGNS
from surveys.reading_aids import ReadingAid, address_of

register = template.Library()


@register.simple_tag(takes_context=True)
def said(context: Context, german: str) -> SafeString:
    """A German text, and under it the same in the language of the help."""
    aid: ReadingAid = context["aid"]
    # A copy that nothing takes for HTML, not even if it stands in a template.
    text = str(german)[:]
    drawn = aid.drawn.get(text)
    if drawn is None:
        drawn = _with_help(aid, text)
        # Messages with numbers would pile up.
        if text in aid.translations or text in aid.german_sounds:
            aid.drawn[text] = drawn
    return drawn


def _with_help(aid: ReadingAid, text: str) -> SafeString:
    help_text = _help(aid, aid.translation(text), aid.sounds.get(text, ""))
    if sound := aid.german_sounds.get(text):
        address = address_of(sound)
        return format_html(
            '<span data-sound="{}">{}</span>{}', address, text, help_text
        )
    return format_html("{}{}", text, help_text)


@register.simple_tag(takes_context=True)
def said_under(context: Context, heading: str, german: str) -> SafeString:
    """A German text under a short heading, both with their help, in one line each."""
    if not heading:
        return said(context, german)
    aid: ReadingAid = context["aid"]
    help_parts = [aid.translation(heading), aid.translation(german)]
    text = ": ".join(help_parts) if all(help_parts) else ""
    return format_html("{}: {}{}", heading, german, _help(aid, text))


def _help(aid: ReadingAid, text: str, sound: str = "") -> SafeString | str:
    if not text:
        return ""
    return format_html(
        '<span class="help" lang="{}" dir="{}"{}>{}</span>',
        aid.language.code,
        aid.language.direction,
        format_html(' data-sound="{}"', address_of(sound)) if sound else "",
        text,
    )


@register.simple_tag(takes_context=True)
def help_text(context: Context, german: str) -> str:
    """The bare help, for attributes that a script reads; "" without any."""
    aid: ReadingAid = context["aid"]
    return aid.translation(str(german))


@register.simple_tag
@lru_cache(maxsize=64)
def pictogram(name: str) -> SafeString | str:
    """A picture that stands beside words, never in their place; "" without a name."""
    if name not in PICTOGRAMS and name not in SIGNS:
        return ""
    return format_html(
        '<svg class="pictogram" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("pictograms.svg"),
        name,
    )
