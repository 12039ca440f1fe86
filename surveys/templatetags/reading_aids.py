"""Texts of the form with their help: {% said question.text %}."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from surveys.reading_aids import ReadingAid

register = template.Library()


@register.simple_tag(takes_context=True)
def said(context: Context, german: str) -> SafeString:
    """A German text, and under it the same in the language of the help."""
    return format_html("{}{}", german, help_for(context, german))


@register.simple_tag(takes_context=True)
def help_for(context: Context, german: str) -> SafeString | str:
    """Only the help, for German texts that stand there already; "" without any."""
    aid: ReadingAid = context["aid"]
    text = aid.translation(str(german))
    if not text:
        return ""
    return format_html(
        '<span class="help" lang="{}" dir="{}">{}</span>',
        aid.language.code,
        aid.language.direction,
        text,
    )


@register.simple_tag(takes_context=True)
def help_text(context: Context, german: str) -> str:
    """The bare help, for attributes that a script reads; "" without any."""
    aid: ReadingAid = context["aid"]
    return aid.translation(str(german))
