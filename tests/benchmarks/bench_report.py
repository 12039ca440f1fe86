"""How long the example's report takes, beside WeasyPrint alone on the same HTML.

Prints seconds (best of three), pages, and how our printing (styles, language of
passages, finishing for PDF/UA-1 and PDF/A-3a) compares with a plain
`HTML().write_pdf(pdf_variant="pdf/ua-1")` with the same style sheet in the same run.
"""

import os
import sys
import tempfile
import time
from io import BytesIO


def main():
    folder = tempfile.mkdtemp(prefix="bench-report-")
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/db.sqlite3"
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

    import django

    django.setup()
    from django.core.management import call_command
    from pypdf import PdfReader

    from ilmkreis_integration.models import Process
    from ilmkreis_integration.printing import print_html
    from reports.document import assemble_report
    from reports.pdf import STYLESHEET, report_html

    call_command("migrate", verbosity=0)
    call_command("load_example", stdout=sys.stderr)
    process = Process.objects.get(is_example=True)

    assembling, report = best_of(lambda: assemble_report(process))
    templating, html = best_of(lambda: report_html(report))
    plain, _plain_pdf = best_of(lambda: print_plainly(html))
    ours, pdf = best_of(lambda: print_html(html, STYLESHEET))

    pages = len(PdfReader(BytesIO(pdf)).pages)
    print(f"{'assemble (queries)':32}{assembling:8.2f} s")
    print(f"{'HTML':32}{templating:8.2f} s   {len(html) / 1024:8.0f} KiB")
    print(f"{'print, ours':32}{ours:8.2f} s   {len(pdf) / 1024:8.0f} KiB")
    print(f"{'print, plain WeasyPrint':32}{plain:8.2f} s")
    print(f"{'ours / plain':32}{ours / plain:8.2f}")
    whole = assembling + templating + ours
    print(f"{'the whole report':32}{whole:8.2f} s   {pages} pages")


def best_of(work, repetitions=3):
    """Return the shortest time of `work` and what it made."""
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        made = work()
        times.append(time.perf_counter() - start)
    return min(times), made


def print_plainly(html):
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from ilmkreis_integration.printing.fonts import static_root
    from reports.pdf import STYLESHEET

    fonts = FontConfiguration()
    style = CSS(filename=static_root() / STYLESHEET, font_config=fonts)
    return HTML(string=html).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1"
    )


if __name__ == "__main__":
    main()
