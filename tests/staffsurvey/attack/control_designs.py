"""Designs that do not keep their promise. The attack must find out each of them.

They live beside the product, in tables of their own in the same database, and behind a
server of the same kind. `naive` stores code, time and a running number with the answer;
`random` has random keys only and no time; `unpadded` seals, but envelopes have the length
of what is in them.
"""

import json
from random import SystemRandom
from urllib.parse import parse_qs
from uuid import UUID, uuid4

import django
from django.db import connection, transaction
from django.utils import timezone

django.setup()

from cryptography.hazmat.primitives.asymmetric import ec  # noqa: E402

from ilmkreis_integration.sealing import (  # noqa: E402
    CURVE,
    NONCE_LENGTH,
    POINT_LENGTH,
    Sealed,
    public_point,
    seal,
    unseal,
)
from staffsurvey import codes  # noqa: E402

SCHEMA = [
    "CREATE TABLE control_answer ({key}, code text, text text, created {time})",
    "CREATE TABLE control_code (digest varchar(64) PRIMARY KEY, is_spent boolean)",
    "CREATE TABLE control_envelope (id char(32) PRIMARY KEY, content {bytes})",
]
RUNNING = {
    "sqlite": "id integer PRIMARY KEY AUTOINCREMENT",
    "postgresql": "id serial PRIMARY KEY",
}
RANDOM = "id char(32) PRIMARY KEY"
TYPES = {
    "sqlite": {"time": "datetime", "bytes": "blob"},
    "postgresql": {"time": "timestamptz", "bytes": "bytea"},
}
PURPOSE = b"control"
# The same in each process; the attacker does not use it.
KEY = ec.derive_private_key(2017, CURVE)


def prepare(design, slips):
    """Make the tables of a design; return its codes in the order they were printed."""
    key = RUNNING[connection.vendor] if design == "naive" else RANDOM
    printed = [codes.new_code() for _ in range(slips)]
    rows = sorted((codes.digest_of(code), False) for code in printed)
    with connection.cursor() as cursor:
        for statement in SCHEMA:
            cursor.execute(statement.format(key=key, **TYPES[connection.vendor]))
        cursor.executemany("INSERT INTO control_code VALUES (%s, %s)", rows)
    return printed


def application(environ, start_response):
    size = int(environ.get("CONTENT_LENGTH") or 0)
    fields = parse_qs(environ["wsgi.input"].read(size).decode())
    store = STORES.get(environ["PATH_INFO"].strip("/"))
    if store:
        with transaction.atomic():
            store(fields["code"][0], fields["text"], UUID(fields["umschlag"][0]))
    start_response("302 Found", [("Location", "/"), ("Content-Length", "0")])
    return [b""]


def _store_naively(code, texts, _envelope_id):
    with connection.cursor() as cursor:
        for text in texts:
            cursor.execute(
                "INSERT INTO control_answer (code, text, created) VALUES (%s, %s, %s)",
                [code, text, timezone.now()],
            )


def _store_at_random(code, texts, _envelope_id):
    _spend(code)
    _lay_out(texts)


def _store_unpadded(code, texts, envelope_id):
    _spend(code)
    sealed = seal(
        json.dumps(texts).encode(),
        receiver=public_point(KEY),
        purpose=PURPOSE,
        bound_to=envelope_id.bytes,
    )
    content = sealed.sender_key + sealed.nonce + sealed.content
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO control_envelope VALUES (%s, %s)", [envelope_id.hex, content]
        )


def open_unpadded():
    """As the product opens its box: shuffled, with random keys, in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT id, content FROM control_envelope ORDER BY id")
        answers = [
            _unseal(bytes(content), UUID(key.strip())) for key, content in cursor
        ]
        texts = [text for answer in answers for text in answer]
        SystemRandom().shuffle(texts)
        _lay_out(texts)
        cursor.execute("DELETE FROM control_envelope")
        cursor.execute("DELETE FROM control_code")
    with connection.cursor() as cursor:
        for table in ["control_envelope", "control_code"]:
            if connection.vendor == "postgresql":
                cursor.execute(f"VACUUM (FULL) {table}")
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(texts)


def _unseal(content, envelope_id):
    head = POINT_LENGTH + NONCE_LENGTH
    sealed = Sealed(content[:POINT_LENGTH], content[POINT_LENGTH:head], content[head:])
    plain = unseal(sealed, KEY, purpose=PURPOSE, bound_to=envelope_id.bytes)
    return json.loads(plain)


def _spend(code):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE control_code SET is_spent = true WHERE digest = %s",
            [codes.digest_of(code)],
        )


def _lay_out(texts):
    rows = [(uuid4().hex, text) for text in texts]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO control_answer (id, text) VALUES (%s, %s)", rows
        )


STORES = {
    "naive": _store_naively,
    "random": _store_at_random,
    "unpadded": _store_unpadded,
}
