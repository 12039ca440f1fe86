"""A table as a row of forms, wherever the table comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID, uuid5

from ilmkreis_integration.tables.findings import Findings
from surveys.definition import Definition
from surveys.forms.filling import GroupForm, SingleForm
from surveys.models import Channel, Response
from surveys.services import FilledForm

# Never change it: by these ids a form is found again that comes a second time.
_IMPORTED = UUID("5d1c7f0e-6a0a-4d2b-9a51-3c4ec0b8a2f7")


@dataclass(frozen=True)
class ReadForm:
    """A row that can be stored; `sheet` and `row` say where it stands.

    `number` is the one on the paper form, "" if there is none.
    """

    sheet: str
    row: int
    id: UUID
    filled: FilledForm
    channel: Channel
    received_on: date
    number: str = ""


class Source(Protocol):
    """What is read; `findings` is complete once `forms` has been read to its end.

    `skipped` counts rows that are no forms, by the reason; it is complete then, too.
    `forms` may raise `TableError`. Where `is_in_order_of_arrival`, the order of the
    rows could tell who answered.
    """

    findings: Findings
    definition: Definition
    skipped: Counter[str]
    is_in_order_of_arrival: bool

    def forms(self) -> Iterator[ReadForm]: ...


class Identities:
    """Ids for the forms of one file; the same whenever the same form comes again.

    A form without a number is known by its content. Where a file holds the same content
    more than once, these are as many forms.
    """

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def of_number(self, channel: Channel, number: str) -> UUID | None:
        """The id of a numbered form; None if the number stood in this file before."""
        key = self._id("number", channel.pk, number.casefold())
        self._seen[key.bytes] += 1
        return key if self._seen[key.bytes] == 1 else None

    def of_content(self, channel: Channel, day: str, filled: FilledForm) -> UUID:
        """The id of a form without a number; `day` as it stands in the file."""
        content = self._id("content", channel.pk, day, filled.digest())
        self._seen[content.bytes] += 1
        return self._id(content, self._seen[content.bytes])

    def of_interview(self, channel: Channel, program: str, key: str) -> UUID | None:
        """The id of an interview in another program; None if `key` came before."""
        return self.of_number(channel, f"{program}/{key}")

    @staticmethod
    def _id(*parts: object) -> UUID:
        return uuid5(_IMPORTED, "/".join(str(part) for part in parts))


class RowForm:
    """A form of the questionnaire that is filled in anew for each row.

    Making a form costs four times as much as checking one.
    """

    _FORMS: Mapping[Response.Form, type[SingleForm] | type[GroupForm]] = {
        Response.Form.SINGLE: SingleForm,
        Response.Form.GROUP: GroupForm,
    }
    _ANY_ID = {"id": str(_IMPORTED)}

    def __init__(self, kind: Response.Form, definition: Definition) -> None:
        self._form = self._FORMS[kind](self._ANY_ID, definition=definition)

    def fill(self, values: Mapping[str, str]) -> FilledForm | dict[str, str]:
        """Return what was filled in, or a message by field; "" is the whole form."""
        self._form.data = {**values, **self._ANY_ID}
        self._form.full_clean()
        if self._form.is_valid():
            return self._form.filled()
        return {
            name.removeprefix("__all__"): str(messages[0])
            for name, messages in self._form.errors.items()
        }
