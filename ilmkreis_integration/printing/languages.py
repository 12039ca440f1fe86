"""The language of single passages in the tag tree of a PDF.

WeasyPrint 70 writes the language of the document only; a foreign quote would be read
aloud as German (WCAG 3.1.2). It offers no hook, so its private tree builder is wrapped:
the version is pinned, and a test of the printing fails when this stops working.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def mark_languages() -> None:
    """Let WeasyPrint write /Lang for every element that has its own `lang`; once."""
    import pydyf  # noqa: PLC0415 -- slow to import
    from weasyprint.pdf import tags  # noqa: PLC0415

    build = tags._build_box_tree
    if getattr(build, "marks_languages", False):
        return

    def with_language(box: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        language = _own_language(box)
        for element in build(box, *args, **kwargs):
            if language and "Lang" not in element:
                element["Lang"] = pydyf.String(language)
            yield element

    with_language.marks_languages = True  # type: ignore[attr-defined]
    tags._build_box_tree = with_language


def _own_language(box: Any) -> str | None:
    # A box that is taken out of the flow is wrapped in a placeholder.
    element = getattr(getattr(box, "_box", box), "element", None)
    if element is None or element.tag in ("html", "body"):
        return None
    language = element.get("lang")
    return str(language) if language else None
