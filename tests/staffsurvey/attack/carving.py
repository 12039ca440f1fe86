"""Finding things in raw bytes: in free pages, dead rows, logs of changes, old copies."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

# Keys of codes and, on SQLite, of envelopes; the words that begin the texts.
_HEXADECIMAL = re.compile(rb"[0-9a-f]{32,}")
_WORD = re.compile(rb"W[0-9a-f]{16}")
# Far longer than any file here.
_FILE = 10**12


@dataclass
class Places:
    """Where the traces of each person or answer lie, all files one after the other."""

    found: dict[object, list[int]] = field(default_factory=dict)

    def add(self, key, place):
        self.found.setdefault(key, []).append(place)

    def first(self):
        return {key: min(places) for key, places in self.found.items()}

    def last(self):
        return {key: max(places) for key, places in self.found.items()}

    def upside_down(self, page_size):
        """Rows of a page are written from its end."""
        return {
            key: place - 2 * (place % page_size) + page_size
            for key, place in self.first().items()
        }

    def in_order(self):
        pairs = ((place, key) for key, all_ in self.found.items() for place in all_)
        return sorted(pairs, key=lambda pair: pair[0])


def words_in(files, known):
    places = Places()
    for number, file in enumerate(files):
        for match in _WORD.finditer(file.read_bytes()):
            word = match.group().decode()
            if word in known:
                places.add(word, number * _FILE + match.start())
    return places


def keys_in(files, by_key):
    """Where the keys of `by_key` lie that are written in hexadecimal digits."""
    places = Places()
    length = len(next(iter(by_key)))
    for number, file in enumerate(files):
        for match in _HEXADECIMAL.finditer(file.read_bytes()):
            text = match.group()
            for start in range(len(text) - length + 1):
                who = by_key.get(text[start : start + length])
                if who is not None:
                    places.add(who, number * _FILE + match.start() + start)
    return places


def bytes_in(files, by_needle):
    places = Places()
    for number, file in enumerate(files):
        content = file.read_bytes()
        for needle, who in by_needle.items():
            place = content.find(needle)
            while place >= 0:
                places.add(who, number * _FILE + place)
                place = content.find(needle, place + 1)
    return places
