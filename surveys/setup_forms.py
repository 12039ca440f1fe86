"""Forms with which the integration manager sets the questionnaire up."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import DayInput, saving_helper
from surveys.models import (
    Attribute,
    Channel,
    Device,
    Edition,
    Option,
    Question,
    Questionnaire,
)


class QuestionnaireForm(forms.ModelForm[Questionnaire]):
    use_required_attribute = False

    class Meta:
        model = Questionnaire
        fields = [
            "title",
            "opens_on",
            "closes_on",
        ]
        widgets = {"opens_on": DayInput, "closes_on": DayInput}

    helper = saving_helper()


class EditionForm(forms.ModelForm[Edition]):
    use_required_attribute = False

    class Meta:
        model = Edition
        fields = ["introduction", "privacy_note", "thanks", "is_default_wording"]

    helper = saving_helper()


class QuestionForm(forms.ModelForm[Question]):
    use_required_attribute = False

    class Meta:
        model = Question
        fields = ["text", "group_text", "hint", "kind", "position"]
        help_texts = {
            "text": _("Kurze Sätze, einfache Wörter, ein Gedanke."),
            "group_text": _("Leer: wie die Frage an eine Person."),
            "kind": _("Jede Antwort bekommt diese Art, sie lässt sich später ändern."),
        }

    helper = saving_helper()


class AttributeForm(forms.ModelForm[Attribute]):
    use_required_attribute = False

    class Meta:
        model = Attribute
        fields = ["title", "text", "group_text", "hint", "position"]

    helper = saving_helper()


class OptionForm(forms.ModelForm[Option]):
    use_required_attribute = False

    class Meta:
        model = Option
        fields = ["label", "position", "is_refusal"]

    helper = saving_helper()


class ChannelForm(forms.ModelForm[Channel]):
    use_required_attribute = False

    class Meta:
        model = Channel
        fields = ["name", "type", "place", "contact", "batch"]

    helper = saving_helper()


class DeviceForm(forms.ModelForm[Device]):
    use_required_attribute = False

    class Meta:
        model = Device
        fields = ["name"]
        help_texts = {
            "name": _("Woran man das Tablet erkennt, zum Beispiel „Empfang, schwarz“.")
        }

    helper = saving_helper()

    def _get_validation_exclusions(self) -> set[str]:
        # The channel is fixed, but the name must be free in it.
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude - {"channel"}
