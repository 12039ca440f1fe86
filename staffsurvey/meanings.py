"""Why each column is there that an answer of the staff touches, in plain German."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_BOX = _("zu welcher Befragung es gehört; bei allen gleich")

# By model and field.
MEANINGS = {
    "Envelope.id": _(
        "eine Zufallszahl; sie verhindert, dass ein Umschlag doppelt zählt"
    ),
    "Envelope.box": _BOX,
    "Envelope.content": _(
        "der versiegelte Inhalt, bei allen gleich lang; ohne das Öffnungs-Passwort nicht "
        "lesbar"
    ),
    "Code.digest": _(
        "eine Prüfsumme des Codes; aus ihr lässt sich der Code nicht zurückrechnen"
    ),
    "Code.box": _BOX,
    "Code.is_spent": _("ob der Code schon verwendet wurde, nicht wann und nicht wofür"),
    "BallotBox.id": _("Nummer der Wahlurne"),
    "BallotBox.survey": _BOX,
    "BallotBox.public_key": _("der öffentliche Schlüssel: Er kann nur verschließen"),
    "BallotBox.locked_key": _(
        "der Schlüssel zum Öffnen, selbst verschlüsselt; das Öffnungs-Passwort steht "
        "nur auf Papier"
    ),
    "BallotBox.has_two_halves": _(
        "ob zwei Personen je eine Hälfte des Öffnungs-Passworts haben"
    ),
    "BallotBox.tried_on": _(
        "an welchem Tag das Öffnungs-Passwort vom Papier erprobt wurde"
    ),
    "BallotBox.started_on": _("an welchem Tag die Befragung gestartet wurde"),
    "BallotBox.ended_on": _("an welchem Tag sie vorzeitig endete, sonst leer"),
    "SlipPrint.id": _("Nummer des Drucks"),
    "SlipPrint.survey": _BOX,
    "SlipPrint.slips": _("wie viele Zettel gedruckt wurden, nicht welche"),
    "SlipPrint.printed_on": _("an welchem Tag gedruckt wurde"),
    "SlipPrint.is_extra": _("ob es ein Nachdruck nach dem Start war"),
    "HeldComment.id": _(
        "eine neue Zufallszahl; sie hat mit dem Umschlag nichts zu tun"
    ),
    "HeldComment.focus_area": _("der Schwerpunkt, zu dem der Text geschrieben wurde"),
    "HeldComment.text": _("ein einzelner Text; Unkenntliches wird überschrieben"),
    "HeldComment.is_masked": _("ob Stellen unkenntlich gemacht wurden"),
    "HeldComment.may_be_quoted": _("ob er wörtlich zitiert werden darf"),
    "HeldComment.proposal": _("was die erste von zwei prüfenden Personen vorschlägt"),
    "HeldComment.proposed_by": _(
        "wer den Vorschlag gemacht hat, nicht wer geschrieben hat"
    ),
    "HeldComment.is_withheld": _("ob der Text zurückgehalten wird"),
    "Comment.contribution": _(
        "der freigegebene Text in der Auswertung, mit Zufallszahl"
    ),
    "Comment.focus_area": _("der Schwerpunkt"),
    "Comment.is_masked": _("ob Stellen unkenntlich gemacht wurden"),
    "Comment.may_be_quoted": _("ob er wörtlich zitiert werden darf"),
    "Comment.released_by": _("wer den Text freigegeben hat, nicht wer geschrieben hat"),
    "Opening.id": _("Nummer der Öffnung"),
    "Opening.survey": _BOX,
    "Opening.opened_on": _("Tag der Öffnung"),
    "Opening.opened_by": _("wer die Öffnung bedient hat"),
    "Opening.present": _("wer dabei war"),
    "Opening.slips": _("wie viele Zettel gedruckt waren"),
    "Opening.received": _("wie viele Umschläge in der Wahlurne lagen"),
    "Opening.invalid": _(
        "wie viele davon sich nicht öffnen ließen oder keinen Text enthielten"
    ),
    "Opening.comments": _("wie viele einzelne Texte herauskamen"),
}
