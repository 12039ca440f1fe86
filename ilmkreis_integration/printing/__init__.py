"""Printing: HTML → tagged PDF → PDF/UA-1 and PDF/A-3a in one file."""

from ilmkreis_integration.printing.rendering import PrintingError, print_html

__all__ = ["PrintingError", "print_html"]
