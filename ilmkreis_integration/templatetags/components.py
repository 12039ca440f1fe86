"""Small pieces that pages are built from; each has its template in components/."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import AnonymousUser, User
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ilmkreis_integration.access import Role, has_role

register = template.Library()


@register.simple_block_tag
def notice(content: str, *, level: str = "info", title: str = "") -> SafeString:
    """A boxed message: {% notice level="warning" title="…" %}…{% endnotice %}.

    Levels: info, success, warning, danger.
    """
    context = {"content": content, "level": level, "title": title}
    return render_to_string("components/notice.html", context)


@register.inclusion_tag("components/bar.html")
def bar(share: float | None, text: str = "") -> dict[str, object]:
    """A bar in a table cell with its value beside it.

    `share` runs from 0 to 1; None draws no bar (hidden or empty).
    """
    percent = None if share is None else round(100 * min(max(share, 0), 1))
    return {"percent": percent, "text": text}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: object) -> dict[str, object]:
    """What is wrong in `form`, with links to its fields; nothing if all is well."""
    return {"form": form}


@register.filter
def may(user: User | AnonymousUser, role: str) -> bool:
    """Whether `user` has a role: {% if user|may:"EVALUATION" %}."""
    return has_role(user, Role[role])
