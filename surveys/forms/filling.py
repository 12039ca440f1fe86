"""The two forms that people fill in, built from the definition of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ilmkreis_integration.fields import FreeTextField
from surveys.definition import AskedAttribute, Definition
from surveys.languages import language_called
from surveys.models import Option, Question, Response
from surveys.services import FilledForm

# The steps that are neither a demographic nor an open question.
PEOPLE, HELPER, CHECK = "personen", "geholfen", "pruefen"
SMALLEST_GROUP, LARGEST_GROUP = 2, 500

_RELOAD = _("Bitte laden Sie die Seite neu. Dann senden Sie noch einmal.")
_NUMBER = _("Bitte schreiben Sie eine Zahl.")
_CHOOSE_AGAIN = _("Bitte wählen Sie noch einmal.")


def question_name(question: Question) -> str:
    return f"frage-{question.slug}"


def attribute_name(asked: AskedAttribute) -> str:
    return f"merkmal-{asked.attribute.slug}"


def count_name(asked: AskedAttribute, option: Option) -> str:
    return f"anzahl-{asked.attribute.slug}-{option.slug}"


class SheetForm(forms.Form):
    """What both forms have in common: the open questions and the way through the steps.

    `step_fields` maps each step to the names of its fields, in the order of the steps.
    """

    form_kind: ClassVar[Response.Form]

    id = forms.UUIDField(error_messages={"required": _RELOAD, "invalid": _RELOAD})

    # The language of the help; an unknown one is taken for German.
    sprache = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, definition: Definition) -> None:
        super().__init__(data)
        self.definition = definition
        self.step_fields: dict[str, list[str]] = {}
        self.new_id = str(uuid4())

    def add_questions(self) -> None:
        for question in self.definition.questions:
            name = question_name(question)
            self.fields[name] = FreeTextField(required=False)
            self.step_fields[name] = [name]
        self.step_fields[CHECK] = []

    @property
    def steps(self) -> list[str]:
        return list(self.step_fields)

    def filled(self) -> FilledForm:
        """What was entered; for valid forms."""
        people, is_lower_bound = self.people()
        return FilledForm(
            form=self.form_kind,
            answers=self.answers(),
            option_counts=self.option_counts(),
            people=people,
            people_is_lower_bound=is_lower_bound,
            language=language_called(self.cleaned_data["sprache"]).code,
            helped_by=self.cleaned_data.get(HELPER, ""),
        )

    def option_counts(self) -> dict[Option, int]:
        raise NotImplementedError

    def people(self) -> tuple[int, bool]:
        """How many people there are, and whether that is a lower bound."""
        raise NotImplementedError

    @property
    def shown_id(self) -> str:
        """The id to send under: the one that came, unless it cannot be used."""
        if not self.is_bound or "id" in self.errors:
            return self.new_id
        return str(self.cleaned_data["id"])

    def refuse_id(self) -> None:
        """Go on under a new id, because another form was stored under this one."""
        self.add_error(
            "id",
            _(
                "Unter dieser Nummer ist schon ein anderer Bogen da. "
                "Bitte senden Sie Ihre Antworten noch einmal."
            ),
        )

    def messages_in(self, step: str) -> dict[str, str]:
        """What is wrong in a step, by name of the field; "" is the form as a whole."""
        wrong = {name: self.errors.get(name) for name in self.step_fields[step]}
        if step == CHECK:
            wrong[""] = self.errors.get("id") or self.errors.get("__all__")
        return {name: str(errors[0]) for name, errors in wrong.items() if errors}

    def first_wrong_step(self) -> str:
        return next((step for step in self.steps if self.messages_in(step)), CHECK)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        names = [question_name(question) for question in self.definition.questions]
        # A text that is too long is an answer, too; it has a message of its own.
        if not any(cleaned.get(name) or name in self.errors for name in names):
            raise ValidationError(
                _("Bitte schreiben Sie mindestens zu einer Frage eine Antwort.")
            )
        return cleaned

    def answers(self) -> dict[Question, str]:
        texts = {
            question: self.cleaned_data[question_name(question)]
            for question in self.definition.questions
        }
        return {question: text for question, text in texts.items() if text}


class SingleForm(SheetForm):
    """One person: one option per demographic question (Einzelfragebogen)."""

    form_kind = Response.Form.SINGLE

    def __init__(self, data: Any = None, *, definition: Definition) -> None:
        super().__init__(data, definition=definition)
        for asked in definition.attributes:
            name = attribute_name(asked)
            by_slug = {option.slug: option for option in asked.options}
            self.fields[name] = forms.TypedChoiceField(
                required=False,
                choices=[(slug, option.label) for slug, option in by_slug.items()],
                coerce=by_slug.__getitem__,
                empty_value=None,
                error_messages={"invalid_choice": _CHOOSE_AGAIN},
            )
            self.step_fields[name] = [name]
        self.add_questions()

    def option_counts(self) -> dict[Option, int]:
        chosen = [
            self.cleaned_data[attribute_name(asked)]
            for asked in self.definition.attributes
        ]
        return {option: 1 for option in chosen if option is not None}

    def people(self) -> tuple[int, bool]:
        return 1, False


class GroupForm(SheetForm):
    """A group that counts itself and answers once (Gruppenfragebogen)."""

    form_kind = Response.Form.GROUP

    people_count = forms.IntegerField(
        required=False,
        min_value=SMALLEST_GROUP,
        max_value=LARGEST_GROUP,
        error_messages={
            "invalid": _NUMBER,
            "min_value": _("Eine Gruppe hat mindestens 2 Personen."),
            "max_value": _("Eine Gruppe hat höchstens 500 Personen."),
        },
    )
    people_unknown = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, definition: Definition) -> None:
        super().__init__(data, definition=definition)
        self.step_fields[PEOPLE] = ["people_count", "people_unknown"]
        for asked in definition.attributes:
            self._add_counts(asked)
        self.add_questions()
        self._add_helper()

    def _add_helper(self) -> None:
        self.fields[HELPER] = forms.ChoiceField(
            required=False,
            choices=Response.Helper.choices,
            error_messages={"invalid_choice": _CHOOSE_AGAIN},
        )
        self.step_fields[HELPER] = [HELPER]
        self.step_fields[CHECK] = self.step_fields.pop(CHECK)

    def _add_counts(self, asked: AskedAttribute) -> None:
        names = [count_name(asked, option) for option in asked.countable]
        for name in names:
            self.fields[name] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=LARGEST_GROUP,
                error_messages={
                    "invalid": _NUMBER,
                    "min_value": _NUMBER,
                    "max_value": _("Die Zahl ist zu groß."),
                },
            )
        self.step_fields[attribute_name(asked)] = names

    def clean(self) -> dict[str, Any]:
        people = self.cleaned_data.get("people_count")
        if people is not None and not self.cleaned_data.get("people_unknown"):
            for asked in self.definition.attributes:
                self._refuse_more_than(people, asked)
        return super().clean()

    def _refuse_more_than(self, people: int, asked: AskedAttribute) -> None:
        total = sum(self._counts(asked).values())
        if total <= people:
            return
        first = next(iter(self._counts(asked)))
        message = _(
            "Zusammen sind es mehr Personen als in der Gruppe. Bitte prüfen Sie die Zahlen."
        )
        self.add_error(count_name(asked, first), message)

    def _counts(self, asked: AskedAttribute) -> Mapping[Option, int]:
        counts = {
            option: self.cleaned_data.get(count_name(asked, option)) or 0
            for option in asked.countable
        }
        return {option: count for option, count in counts.items() if count}

    def option_counts(self) -> dict[Option, int]:
        return {
            option: count
            for asked in self.definition.attributes
            for option, count in self._counts(asked).items()
        }

    def people(self) -> tuple[int, bool]:
        """The size of the group; a lower bound if they do not know it."""
        people = self.cleaned_data["people_count"]
        if people is not None and not self.cleaned_data["people_unknown"]:
            return people, False
        counted = [sum(self._counts(a).values()) for a in self.definition.attributes]
        return max([SMALLEST_GROUP, people or 0, *counted]), True
