"""The pictures that may stand beside an answer, by what they are called in German.

They are drawn from static/pictograms.svg, which `bin/pictograms` puts together.
"""

from django.utils.translation import gettext_lazy as _

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
