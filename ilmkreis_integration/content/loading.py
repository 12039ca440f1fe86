"""From a process file (TOML) to a process that can be run.

Loading is idempotent: it makes what is missing and leaves alone what is there, so that
nothing edited in the interface is ever overwritten.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ilmkreis_integration.content.schema import ContentError, Section
from ilmkreis_integration.models import Process

Loader = Callable[[Process, Section], None]


@transaction.atomic
def load_process(file: Path, *, starts_on: date, **overrides: Any) -> Process:
    """Load `file` so that its first stage begins on `starts_on`; return the process.

    `overrides` replace fields of a process that is made new, such as `slug`. The first
    process of an installation becomes the current one. Raises `ContentError`.
    """
    content = Section(_read(file, starts_on), path="")
    process = _load_head(content.section("process"), overrides)
    for name in settings.PROCESS_CONTENT_LOADERS:
        loader: Loader = import_string(name)
        loader(process, content)
    content.refuse_unknown()
    return process


def load_core(process: Process, file: Section) -> None:
    """Read `[[stage]]` and `[[action_field]]`."""
    for position, stage in enumerate(file.sections("stage"), start=1):
        process.stages.get_or_create(
            slug=stage.text("slug"),
            defaults={
                "position": position,
                "title": stage.text("title"),
                "description": stage.text("description", ""),
                "starts_on": stage.day("starts_on"),
                "ends_on": stage.day("ends_on"),
            },
        )
        stage.refuse_unknown()
    for position, field in enumerate(file.sections("action_field"), start=1):
        process.action_fields.get_or_create(
            slug=field.text("slug"),
            defaults={
                "position": position,
                "title": field.text("title"),
                "description": field.text("description", ""),
                "is_other": field.flag("other", False),
            },
        )
        field.refuse_unknown()


def _load_head(head: Section, overrides: dict[str, Any]) -> Process:
    values = {
        "title": head.text("title"),
        "county": head.text("county"),
        "authority": head.text("authority"),
        "mission": head.text("mission", ""),
        "is_current": not Process.objects.filter(is_current=True).exists(),
    }
    slug = overrides.pop("slug", head.text("slug"))
    head.day("starts_on")
    head.refuse_unknown()
    process, _created = Process.objects.get_or_create(
        slug=slug, defaults=values | overrides
    )
    return process


def _read(file: Path, starts_on: date) -> dict[str, Any]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ContentError(str(file), _("Die Datei gibt es nicht.")) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = _("Das ist keine gültige TOML-Datei: {}").format(error)
        raise ContentError(str(file), reason) from error
    planned = Section(content, "").section("process").day("starts_on")
    shift = starts_on - planned if planned else timedelta()
    return {key: _shifted(value, shift) for key, value in content.items()}


def _shifted(value: Any, shift: timedelta) -> Any:
    """Move every date below `value` by `shift`."""
    if isinstance(value, dict):
        return {key: _shifted(inner, shift) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shifted(inner, shift) for inner in value]
    return value + shift if type(value) is date else value
