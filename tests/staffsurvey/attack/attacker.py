"""The attack itself: every clue to people against every clue to answers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import product

from staffsurvey.envelopes import open_envelope
from staffsurvey.keys import unlock
from tests.staffsurvey.attack import chance
from tests.staffsurvey.attack.evidence import Clue, Evidence, Reach


@dataclass(frozen=True)
class Attack:
    """One try. `hits` right links, or None where it only looks for an order."""

    name: str
    reach: Reach
    p: float
    hits: int | None = None


@dataclass(frozen=True)
class Verdict:
    """All attacks within a reach, and the best of them."""

    reach: Reach
    people: int
    attacks: list[Attack]

    @property
    def best(self):
        return min(self.attacks, key=lambda attack: attack.p)

    @property
    def most_hits(self):
        return max(self.attacks, key=lambda attack: attack.hits or 0)

    @property
    def p(self):
        """Of the best by luck alone, among so many tries (Bonferroni)."""
        return min(1.0, self.best.p * len(self.attacks))

    @property
    def is_leak(self):
        return self.p < chance.SIGNIFICANCE

    def __str__(self):
        most = self.most_hits
        return (
            f"{self.reach.name:9} {len(self.attacks):6} attacks, "
            f"best {most.hits:3} of {self.people} ({most.name}); p = {self.p:.2g}"
            + (f" LEAK ({self.best.name})" if self.is_leak else "")
        )


def attack(loot):
    """The verdict for each reach, DATABASE first."""
    evidence = Evidence(loot)
    answers = evidence.answers + list(_opened(evidence))
    attacks = [
        *_order_of_people(evidence, answers),
        *_links(evidence),
        *_bundles(loot, answers),
        *_pages(evidence),
    ]
    size = len(loot.people)
    reaches = [Reach.DATABASE, Reach.LOGS, Reach.BACKUPS]
    if loot.passphrase:
        reaches.append(Reach.KEY)
    return [
        Verdict(reach, size, [a for a in attacks if a.reach <= reach])
        for reach in reaches
    ]


def _order_of_people(evidence, answers):
    """Sort both sides and lay them beside each other, from either end."""
    first_words = {p.words[0]: p.number for p in evidence.loot.people}
    numbers = list(first_words.values())
    for left in evidence.people:
        for right in answers:
            name = f"{left.name} × {right.name}"
            reach = max(left.reach, right.reach)
            people = left.sorted_keys(numbers)
            words = right.sorted_keys(first_words)
            if not words:
                continue
            for order, direction in ((words, ""), (words[::-1], " backwards")):
                pairs = zip(people, order, strict=False)
                hits = sum(first_words[word] == person for person, word in pairs)
                yield _by_hits(name + direction, reach, hits)
            both = [w for w in words if first_words[w] in left.values]
            score = chance.spearman_score(
                [left.values[first_words[w]] for w in both],
                [right.values[w] for w in both],
            )
            yield Attack(f"order: {name}", reach, chance.chance_of_score(score))


def _links(evidence):
    """What leads from an answer to somebody without any order."""
    first_words = {p.words[0]: p.number for p in evidence.loot.people}
    for find in (_shared_values, _neighbours, _like_lengths):
        for name, reach, linked in find(evidence):
            hits = sum(linked.get(word) == who for word, who in first_words.items())
            yield _by_hits(name, reach, hits)


def _like_lengths(evidence):
    """Texts and envelopes whose lengths differ by the number that is the commonest."""
    envelopes = [c for c in evidence.people if c.name.startswith("length of")]
    texts = [c for c in evidence.answers if c.name.startswith("length of")]
    for left, right in product(envelopes, texts):
        differences = Counter(
            a - b for a, b in product(left.values.values(), right.values.values())
        )
        ((usual, _times),) = differences.most_common(1)
        by_length = {length: person for person, length in left.values.items()}
        linked = {
            word: by_length.get(length + usual) for word, length in right.values.items()
        }
        yield f"{left.name} like {right.name}", max(left.reach, right.reach), linked


def _shared_values(evidence):
    """The same value, key or transaction on both sides, or both in one row."""
    loot = evidence.loot
    owners = {}
    for moment in loot.moments:
        for _table, row, people, _words in evidence.rows(moment):
            for column, value in row.items():
                key = (column if column.startswith("sys") else "", str(value))
                owners.setdefault(key, set()).update(people)
    for moment in loot.moments:
        reach = Reach.DATABASE if moment is loot.after else Reach.BACKUPS
        found = {}
        for table, row, people, words in evidence.rows(moment):
            for column, value in row.items():
                key = (column if column.startswith("sys") else "", str(value))
                who = owners.get(key, set())
                name = f"same value as {table}.{column}, {moment.name}"
                links = found.setdefault((name, Reach.BACKUPS), {})
                if len(who) == 1:
                    links |= dict.fromkeys(words, *who)
            if len(people) == 1:
                links = found.setdefault((f"row of {table}, {moment.name}", reach), {})
                links |= dict.fromkeys(words, *people)
        yield from (key + (links,) for key, links in found.items() if links)


def _neighbours(evidence):
    """The code or envelope that lies next to a text, in the raw bytes."""
    for traces in evidence.traces:
        texts = traces.answers.first()
        for kind, places in traces.people.items():
            line = places.in_order()
            spots = [place for place, _person in line]
            if not texts or not line:
                continue
            for side, word_for_it in ((-1, "before"), (0, "after")):
                linked = {}
                for word, place in texts.items():
                    at = bisect_left(spots, place) + side
                    if 0 <= at < len(line):
                        linked[word] = line[at][1]
                name = f"{kind} {word_for_it} text in {traces.name}"
                yield name, traces.reach, linked


def _bundles(loot, answers):
    """Which two texts are of the same person, by the places of both."""
    pairs = {p.words[0]: p.words[1] for p in loot.people if len(p.words) > 1}
    second = {word: first for first, word in pairs.items()}
    for clue in answers:
        left, right = clue.sorted_keys(pairs), clue.sorted_keys(second)
        for order, direction in ((right, ""), (right[::-1], " backwards")):
            matched = zip(left, order, strict=False)
            hits = sum(pairs[a] == b for a, b in matched)
            yield _by_hits(f"two texts: {clue.name}{direction}", clue.reach, hits)
        line = clue.sorted_keys([*pairs, *second])
        neighbours = list(zip(line, line[1:], strict=False))
        hits = sum(second.get(b) == a or second.get(a) == b for a, b in neighbours)
        yield _by_hits(f"two texts side by side: {clue.name}", clue.reach, hits)


def _pages(evidence):
    """Texts within one page of a file, in the order in which people wrote them."""
    time = evidence.loot.server_log()
    size = evidence.loot.page_size
    for traces in evidence.traces:
        pages = {}
        for word, place in traces.answers.first().items():
            spot = (place % size, time[evidence.words[word]])
            pages.setdefault(place // size, []).append(spot)
        if pages:
            score = chance.kendall_score(pages.values())
            name = f"order within pages of {traces.name}"
            reach = max(traces.reach, Reach.LOGS)
            yield Attack(name, reach, chance.chance_of_score(score))


def _opened(evidence):
    """With the passphrase: what is in the envelopes of old backups, as they lie there."""
    loot = evidence.loot
    if not loot.passphrase:
        return
    for moment in loot.before:
        rows = moment.rows["staffsurvey_ballotbox"]
        key = unlock(rows[0]["locked_key"], [loot.passphrase])
        by_column = {}
        for row in moment.rows["staffsurvey_envelope"]:
            person = loot.people[evidence.ids[str(row["id"])]]
            content = bytes(row["content"])
            answer = open_envelope(content, envelope_id=person.envelope_id, key=key)
            for text in answer.values():
                word = text.split(" ", 1)[0]
                for column, value in row.items():
                    if column.startswith("sys") and value is not None:
                        by_column.setdefault(column, {})[word] = value
        for column, values in by_column.items():
            clue = Clue(f"opened envelopes, {column}, {moment.name}", Reach.KEY, values)
            if clue.tells_something(len(loot.people)):
                yield clue


def _by_hits(name, reach, hits):
    return Attack(name, reach, chance.chance_of_hits(hits), hits)
