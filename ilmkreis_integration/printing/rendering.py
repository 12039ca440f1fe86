"""Rendering with WeasyPrint."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

from ilmkreis_integration.printing.finishing import finish
from ilmkreis_integration.printing.fonts import printable, static_root, unpacked
from ilmkreis_integration.printing.languages import mark_languages


class PrintingError(Exception):
    """WeasyPrint complained: a font or picture is missing or a rule is wrong."""


def print_html(html: str, stylesheet: str, *, rules: str = "") -> bytes:
    """Print `html` as one PDF that is PDF/UA-1 and PDF/A-3a.

    `stylesheet` is one of our static files; `rules` are those of this document alone.
    Every warning of WeasyPrint is an error.
    """
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow to import
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    mark_languages()
    # The style sheet and the document must share it, or no @font-face is used.
    fonts = FontConfiguration()
    fetcher = _own_files_only()
    with _warnings_as_errors(), _without_garbage_collection():
        styles = [
            CSS(font_config=fonts, url_fetcher=fetcher, **source)
            for source in ({"filename": static_root() / stylesheet}, {"string": rules})
        ]
        document = HTML(string=printable(html), url_fetcher=fetcher)
        tagged = document.write_pdf(
            stylesheets=styles, font_config=fonts, pdf_variant="pdf/a-3a"
        )
        return finish(tagged)


def _own_files_only() -> Any:
    """Fetch static files of ours and data: addresses, nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    root = static_root().resolve()

    class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            address = urlsplit(url)
            if address.scheme == "file":
                path = root.__class__(unquote(address.path)).resolve()
                if not path.is_relative_to(root):
                    raise ValueError(f"not one of our files: {url}")
                if path.suffix == ".woff2":
                    return URLFetcherResponse(url, unpacked(path))
            return super().fetch(url, headers)

    return OwnFilesOnly(allowed_protocols=["file", "data"])


@contextmanager
def _warnings_as_errors() -> Iterator[None]:
    """Raise PrintingError for what WeasyPrint would only log."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield
    finally:
        logger.removeHandler(collector)
    if collector.messages:
        raise PrintingError("; ".join(collector.messages))


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Save a third of the time: layout makes many objects and no garbage cycles."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
