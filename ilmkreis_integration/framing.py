"""Frames: closed everywhere, opened for pages of our own where one shows another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

View = TypeVar("View", bound=Callable[..., HttpResponse])


def holds_frame(view: View) -> View:
    """Let the page show pages of this site in a frame."""
    return _keeping_type(view, csp_update({"frame-src": [SELF]}))


def may_be_framed(view: View) -> View:
    """Let pages of this site show the page in a frame."""
    opened = _keeping_type(view, csp_replace({"frame-ancestors": [SELF]}))
    return _keeping_type(opened, xframe_options_sameorigin)


def _keeping_type(view: View, decorate: Callable[[Any], Any]) -> View:
    return cast(View, decorate(view))
