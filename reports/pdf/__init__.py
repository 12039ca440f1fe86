"""Printing a report: HTML → tagged PDF → PDF/UA-1 and PDF/A-3a in one file."""

from reports.pdf.rendering import PrintingError, print_html, render_pdf

__all__ = ["PrintingError", "print_html", "render_pdf"]
