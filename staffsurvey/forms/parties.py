"""Who is asked about a version."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.setup_forms import SetupForm
from staffsurvey.models import Party


class PartyForm(SetupForm[Party]):
    class Meta:
        model = Party
        fields = ["title", "is_required"]
        help_texts = {"title": _("Die Stelle, nicht die Person: „Personalrat“.")}

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        others = self.instance.survey.parties.exclude(pk=self.instance.pk)
        if others.filter(title=title).exists():
            raise ValidationError(_("Diese Stelle gibt es schon."))
        return title
