"""Why tables and columns are there that an answer of the staff touches, in plain German."""

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
    "Contribution.id": _("eine neue Zufallszahl"),
    "Contribution.process": _("zu welchem Verfahren er gehört; bei allen gleich"),
    "Contribution.source": _("dass er aus der Mitarbeiterbefragung kommt"),
    "Contribution.code": _("eine ausgeloste Nummer; sie sagt nichts zur Reihenfolge"),
    "Contribution.text": _("der freigegebene Wortlaut"),
    "Contribution.language": _("die Sprache des Textes"),
    "Contribution.action_field": _("das Handlungsfeld des Schwerpunkts"),
    "Contribution.kind": _("bei der Mitarbeiterbefragung leer"),
    "Contribution.people": _("bei der Mitarbeiterbefragung immer 1"),
    "Contribution.people_is_lower_bound": _("bei der Mitarbeiterbefragung immer nein"),
    "Contribution.received_on": _(
        "bei der Mitarbeiterbefragung immer leer; eine Regel der Datenbank erzwingt es"
    ),
    "Contribution.is_final": _("dass der Wortlaut feststeht"),
    "Contribution.for_concept": _("ob er zum Integrationskonzept gehört"),
    "Comment.contribution": _("auf welchen freigegebenen Text sich das bezieht"),
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

# By the name of the model; tables of which the columns say nothing about an answer.
SENTENCES = {
    "staffsurvey.PassingOn": _(
        "wohin ein freigegebener Text weitergegeben wurde, an welchem Tag, von wem und "
        "warum"
    ),
    "staffsurvey.CommentImport": _(
        "nur bei Texten aus einem anderen System: Prüfsumme der Datei, Tag und Anzahl"
    ),
    "staffsurvey.ImportColumn": _(
        "nur bei Texten aus einem anderen System: die hochgeladenen Texte in ausgeloster "
        "Reihenfolge, bis sie übernommen sind"
    ),
    "core.ContributionTranslation": _("ein freigegebener Text auf Deutsch"),
    "reports.Statement": _(
        "welche Stelle eines freigegebenen Textes wozu etwas sagt, und wer sie zugeordnet "
        "hat"
    ),
    "reports.Paraphrase": _(
        "was an einer Stelle gemeint ist, in anderen Worten, für öffentliche Berichte"
    ),
    "reports.Dismissal": _("dass ein freigegebener Text keine Aussage enthält"),
}
