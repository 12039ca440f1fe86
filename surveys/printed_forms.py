"""The paper twin of the questionnaire: the same texts in the same order, as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string

from ilmkreis_integration.printing import print_html
from surveys.definition import Definition, definition_of
from surveys.forms.filling import GroupForm, SingleForm
from surveys.languages import Language
from surveys.models import Channel, Questionnaire, Response
from surveys.pictograms import PICTOGRAMS, picture_data_uri
from surveys.reading_aids import aid_in
from surveys.sheet import ChoiceStep, CountStep, PeopleStep, Step, TextStep, draw
from surveys.sheet_marks import SheetMark

STYLESHEET = "css/print/questionnaire.css"
_FORMS: dict[Response.Form, type[SingleForm] | type[GroupForm]] = {
    Response.Form.SINGLE: SingleForm,
    Response.Form.GROUP: GroupForm,
}
_TEMPLATES: dict[type[Step], str] = {
    ChoiceStep: "surveys/print/_choice_step.html",
    CountStep: "surveys/print/_count_step.html",
    PeopleStep: "surveys/print/_people_step.html",
    TextStep: "surveys/print/_text_step.html",
}
# A page full of words takes more than this, in characters of HTML.
_SHORTEST_PAGE = 1000
# How many lines there are to write on; groups have more to fill in on the last page.
_LINES = {Response.Form.SINGLE: 9, Response.Form.GROUP: 8}


@dataclass(frozen=True)
class PaperForm:
    """The edition that is handed out now, in German with help in `language`.

    Without a `channel` it says nothing about where it is handed in.
    """

    form: Response.Form
    questionnaire: Questionnaire
    language: Language
    channel: Channel | None

    def pdf(self) -> bytes:
        mark = SheetMark(self.definition.edition, self.form, self.channel)
        rules = [*mark.rules(self.most_pages), *self._picture_rules()]
        return print_html(self.html(), STYLESHEET, rules="\n".join(rules))

    def html(self) -> str:
        context = {
            "aid": aid_in(self.language.code, self.questionnaire),
            "channel": self.channel,
            "edition": self.definition.edition,
            "form": self.form,
            "is_group": self.form == Response.Form.GROUP,
            "lines": range(_LINES[self.form]),
            "process": self.questionnaire.process,
            "questionnaire": self.questionnaire,
            "steps": [(step, _TEMPLATES[type(step)]) for step in self.steps],
        }
        return render_to_string("surveys/print/form.html", context)

    @cached_property
    def definition(self) -> Definition:
        return definition_of(self.questionnaire)

    @cached_property
    def steps(self) -> list[Step]:
        # The last step on the screen repeats the answers; on paper they stay in sight.
        empty = _FORMS[self.form](definition=self.definition)
        return draw(empty, show_messages=False)[:-1]

    @property
    def most_pages(self) -> int:
        """More than it has, which is known only after printing.

        Pages are full of words, or of room to write in for one question at least.
        """
        return len(self.steps) + len(self.html()) // _SHORTEST_PAGE

    def _picture_rules(self) -> list[str]:
        """The pictures beside the answers are backgrounds: the words say it all."""
        names = {name for step in self.steps for name in _pictures(step)}
        return [
            f'.picture--{name} {{ background-image: url("{picture_data_uri(name)}"); }}'
            for name in sorted(names & PICTOGRAMS.keys())
        ]


def _pictures(step: Step) -> list[str]:
    match step:
        case ChoiceStep():
            return [choice.pictogram for choice in step.choices]
        case CountStep():
            return [count.pictogram for count in step.counts]
    return []
