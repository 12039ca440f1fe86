"""What in the loot may give away an order: of people on one side, of answers on the other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from random import Random

from tests.staffsurvey.attack.carving import Places, bytes_in, keys_in, words_in

_WORD = re.compile(r"W[0-9a-f]{16}")
# In an envelope, the one key ends here and the nonce begins; then the content.
_SLICES = {"": 0, " from the nonce": 65, " from the content": 77}


class Reach(IntEnum):
    """What an attacker has to hold for a clue; each includes those before it."""

    DATABASE = 1
    LOGS = 2
    BACKUPS = 3
    KEY = 4


@dataclass(frozen=True)
class Clue:
    """Something by which people (by number) or answers (by word) can be sorted."""

    name: str
    reach: Reach
    values: Mapping[object, object]

    def sorted_keys(self, among):
        """Those of `among` it knows, in its order; equal ones as the lot falls."""
        known = [key for key in among if key in self.values]
        drawn = Random(f"{self.name} {known[:1]}").sample(known, len(known))
        return sorted(drawn, key=self.values.__getitem__)

    def tells_something(self, size):
        """Whether it knows half of them, and not the same of all."""
        values = self.values.values()
        return len(values) * 2 >= size and len(set(values)) > 1


@dataclass(frozen=True)
class Traces:
    """What was found in one place: rows or files of one moment."""

    name: str
    reach: Reach
    people: dict[str, Places]
    answers: Places


class Evidence:
    """Everything in `loot` that an attack can start from."""

    def __init__(self, loot):
        self.loot = loot
        people = loot.people
        self.words = {word: p.number for p in people for word in p.words}
        self.ids = _ids(loot)
        self._rows = {}
        self.traces = list(self._carve())
        size = len(people)
        self.people = [
            clue for clue in self._people_clues() if clue.tells_something(size)
        ]
        self.answers = [
            clue for clue in self._answer_clues() if clue.tells_something(size)
        ]

    def rows(self, moment):
        """Each row that belongs to somebody: table, row, its people, its words."""
        if moment.name not in self._rows:
            self._rows[moment.name] = [
                (table, row, people, words)
                for table, rows in moment.rows.items()
                for row in rows
                for people, words in [self._owners(row)]
                if people or words
            ]
        return self._rows[moment.name]

    def _owners(self, row):
        values = [str(v) for v in row.values() if not isinstance(v, bytes | memoryview)]
        people = {self.ids[value] for value in values if value in self.ids}
        found = {word for value in values for word in _WORD.findall(value)}
        return people, found & self.words.keys()

    # --- People

    def _people_clues(self):
        loot = self.loot
        yield Clue("order at the proxy", Reach.LOGS, loot.proxy.asked)
        yield Clue("order of answers at the proxy", Reach.LOGS, loot.proxy.answered)
        yield Clue("log of the server", Reach.LOGS, loot.server_log())
        yield Clue("order of printing", Reach.LOGS, dict(enumerate(loot.printed)))
        numbers = {person.number: person.number for person in loot.people}
        yield Clue("list of the slips", Reach.LOGS, numbers)
        yield Clue("digests", Reach.LOGS, dict(enumerate(loot.digests)))
        yield Clue("first seen in a backup", Reach.BACKUPS, self._first_seen())
        for moment in loot.moments:
            columns = _Columns()
            for table, row, people, _words in self.rows(moment):
                if len(people) == 1:
                    columns.add(table, row, *people)
            yield from columns.clues(moment, self._reach(moment))
        for traces in self.traces:
            for kind, places in traces.people.items():
                name = f"{kind} in {traces.name}"
                yield Clue(f"first {name}", traces.reach, places.first())
                yield Clue(f"last {name}", traces.reach, places.last())

    def _first_seen(self):
        """In which backup somebody's code is spent or their envelope is there."""
        seen = {}
        for number, moment in enumerate(self.loot.before):
            for _table, row, people, _words in self.rows(moment):
                if row.get("is_spent", True):
                    for person in people:
                        seen.setdefault(person, number)
        return seen

    # --- Answers

    def _answer_clues(self):
        for moment in self.loot.moments:
            columns = _Columns()
            for table, row, _people, words in self.rows(moment):
                if len(words) == 1:
                    columns.add(table, row, *words)
            yield from columns.clues(moment, self._reach(moment))
        for traces in self.traces:
            name, places = f"text in {traces.name}", traces.answers
            upside_down = places.upside_down(self.loot.page_size)
            yield Clue(f"first {name}", traces.reach, places.first())
            yield Clue(f"last {name}", traces.reach, places.last())
            yield Clue(f"{name}, pages upside down", traces.reach, upside_down)

    # --- Raw bytes

    def _carve(self):
        yield self._carve_files("error logs", Reach.LOGS, self.loot.error_logs())
        for moment in self.loot.moments:
            at_rest = self._reach(moment)
            yield self._carve_files(f"files, {moment.name}", at_rest, moment.files)
            journal = f"log of changes, {moment.name}"
            yield self._carve_files(journal, Reach.BACKUPS, moment.journal)

    def _carve_files(self, name, reach, files):
        loot = self.loot
        digests = {d.encode(): n for n, d in enumerate(loot.digests)}
        envelopes = {p.envelope_id.hex.encode(): p.number for p in loot.people}
        binary = {p.envelope_id.bytes: p.number for p in loot.people}
        kinds = {
            "code": keys_in(files, digests),
            "envelope key": keys_in(files, envelopes)
            if loot.site.is_sqlite
            else bytes_in(files, binary),
            "envelope content": bytes_in(files, self._contents()),
        }
        return Traces(name, reach, kinds, words_in(files, self.words))

    def _contents(self):
        """The first bytes of each envelope, from the backups."""
        return {
            bytes(value)[:32]: person
            for moment in self.loot.before
            for _table, row, people, _words in self.rows(moment)
            for value in row.values()
            for person in people
            if isinstance(value, bytes | memoryview)
        }

    def _reach(self, moment):
        return Reach.DATABASE if moment is self.loot.after else Reach.BACKUPS


class _Columns:
    """The values of rows by column, each a clue."""

    def __init__(self):
        self._values = {}

    def add(self, table, row, key):
        for column, value in row.items():
            if value is None:
                continue
            name = f"{table}.{column}"
            if isinstance(value, bytes | memoryview):
                content = bytes(value)
                for part, start in _SLICES.items():
                    self._put(f"{name}{part}", key, content[start:])
            else:
                self._put(name, key, value if _is_ordered(value) else str(value))
            if isinstance(value, str | bytes | memoryview):
                self._put(f"length of {name}", key, len(value))

    def _put(self, name, key, value):
        # The first of several rows of somebody.
        self._values.setdefault(name, {}).setdefault(key, value)

    def clues(self, moment, reach):
        for name, values in self._values.items():
            yield Clue(f"{name}, {moment.name}", reach, values)


def _is_ordered(value):
    return not isinstance(value, dict | list | tuple)


def _ids(loot):
    """What leads to somebody, by how it is written in a column."""
    ids = {}
    for person in loot.people:
        written = [
            person.code,
            loot.digests[person.number],
            str(person.envelope_id),
            person.envelope_id.hex,
        ]
        ids |= dict.fromkeys(written, person.number)
    return ids
