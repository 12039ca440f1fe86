"""The pictures that may stand beside an answer, by what they are called in German.

They are drawn from static/pictograms.svg, which `bin/pictograms` puts together.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote
from xml.etree.ElementTree import Element, tostring  # noqa: S405 -- writes

from defusedxml.ElementTree import parse
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.printing.fonts import static_root

PICTOGRAMS = {
    "woman": _("Frau"),
    "man": _("Mann"),
    "diverse": _("divers"),
    "children": _("Kinder"),
    "young-people": _("junge Leute"),
    "adults": _("Erwachsene"),
    "older-people": _("alte Leute"),
    "person": _("eine Person"),
    "group": _("Gruppe"),
    "family": _("Familie, Zuhause"),
    "counsellor": _("Beratung"),
    "language": _("Sprache"),
    "seedling": _("Keimling: ganz kurz"),
    "plant": _("kleine Pflanze: kurz"),
    "tree": _("Baum: lang"),
    "forest": _("Wald: sehr lang"),
    "calendar": _("Kalender"),
    "home": _("Haus"),
    "work": _("Arbeit"),
    "school": _("Schule, Ausbildung"),
    "refusal": _("Hand: keine Angabe"),
}

# What buttons show.
SIGNS = {"play", "stop"}

_SVG = "{http://www.w3.org/2000/svg}"
_COLOUR = "#14307f"  # the blue of our printed documents


@lru_cache(maxsize=len(PICTOGRAMS))
def picture_data_uri(name: str) -> str:
    """A picture as an address that holds it: print draws no parts of another file."""
    symbols = parse(static_root() / "pictograms.svg").iter(f"{_SVG}symbol")
    symbol = next(symbol for symbol in symbols if symbol.get("id") == name)
    shape = {key: value for key, value in symbol.attrib.items() if key != "id"}
    drawing = Element(f"{_SVG}svg", {**shape, "color": _COLOUR})
    drawing.extend(symbol)
    return f"data:image/svg+xml,{quote(tostring(drawing))}"
