"""The people who answer: each from an address of its own, in an order drawn by lot."""

import http.client
import threading
import time
from dataclasses import dataclass, field
from random import Random
from secrets import token_hex
from urllib.parse import urlencode
from uuid import UUID, uuid4

# So many send at once, most of the time one.
AT_ONCE = [1, 1, 1, 1, 2, 3]


@dataclass(frozen=True)
class Person:
    """Who somebody is, and what an attacker wants to know of them.

    `texts` are what they wrote on the focus areas; a unique word begins each of them.
    """

    number: int
    code: str
    texts: list[str]
    envelope_id: UUID = field(default_factory=uuid4)

    @property
    def address(self):
        return f"127.1.{self.number // 200 + 1}.{self.number % 200 + 1}"

    @property
    def words(self):
        return [text.split(" ", 1)[0] for text in self.texts]


def crowd(codes, *, seed):
    """A person for each code, on the first focus area all, on the second every other."""
    chance = Random(seed)
    return [
        Person(number, code, [_text(chance) for _ in range(1 + number % 2)])
        for number, code in enumerate(codes)
    ]


def _text(chance):
    return f"W{token_hex(8)} " + "x" * chance.randrange(20, 900)


@dataclass
class ProxyLog:
    """What a proxy in front of the server could note: when somebody asked, and was answered."""

    asked: dict[int, float] = field(default_factory=dict)
    answered: dict[int, float] = field(default_factory=dict)


def send_all(people, port, request, *, seed, at_quarter=lambda: None):
    """Everybody sends what `request(person)` says; return the proxy's log.

    That is a path, and the fields of a form or a text in JSON.
    """
    waiting = Random(seed).sample(people, len(people))
    sizes = Random(seed + 1)
    log, refused = ProxyLog(), []

    def send(person):
        path, sent = request(person)
        log.asked[person.number] = time.monotonic()
        status = post(port, path, sent, address=person.address)
        log.answered[person.number] = time.monotonic()
        # A form leads on to the page that says thanks.
        if status != (302 if isinstance(sent, dict) else 200):
            refused.append((person.number, status))

    quarter = len(people) // 4
    quarters = 1
    while waiting:
        at_once = [
            waiting.pop() for _ in range(min(sizes.choice(AT_ONCE), len(waiting)))
        ]
        threads = [threading.Thread(target=send, args=[person]) for person in at_once]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(people) - len(waiting) >= quarter * quarters and quarters < 4:
            quarters += 1
            at_quarter()
    assert not refused
    return log


def post(port, path, sent, *, address="127.0.0.1"):
    if isinstance(sent, dict):
        kind, body = "x-www-form-urlencoded", urlencode(sent, doseq=True)
    else:
        kind, body = "json", sent
    headers = {"Content-Type": f"application/{kind}"}
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=60, source_address=(address, 0)
    )
    try:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()
