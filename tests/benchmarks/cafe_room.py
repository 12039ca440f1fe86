"""A room full of tables: hosts who type, and browsers that watch.

All of them live in one process, apart from the server, each with one connection that is
kept open. Nobody waits for anybody: a card is due when its time has come.
"""

import asyncio
import gzip
import json
import random
import re
import time
from dataclasses import dataclass, field
from uuid import uuid4

CARD = re.compile(r'data-note="([0-9a-f-]{36})"')


@dataclass(frozen=True)
class Room:
    """Where the tables are: the codes of their links, and a guiding question."""

    port: int
    codes: list[str]
    question: str


@dataclass
class Evening:
    """What happened; times in seconds. `seen` runs from the receipt of a card."""

    saved: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    receipts: dict[str, float] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    unseen: int = 0


class Connection:
    """HTTP/1.1 over one connection that is kept open."""

    def __init__(self, port):
        self.port = port
        self.reader = self.writer = None

    async def ask(self, method, path, headers=(), body=b""):
        """Return status, headers in small letters, and body.

        A worker that has served its time closes the connection; then ask again.
        """
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name}: {value}" for name, value in dict(headers).items()]
        lines.append(f"Content-Length: {len(body)}")
        request = "\r\n".join([*lines, "", ""]).encode() + body
        try:
            return await self._send(request)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.writer = None
            return await self._send(request)

    async def _send(self, request):
        if self.writer is None:
            address = ("127.0.0.1", self.port)
            self.reader, self.writer = await asyncio.open_connection(*address)
        self.writer.write(request)
        await self.writer.drain()
        return await self._answer()

    async def _answer(self):
        head = await self.reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines if line)
        headers = {name.lower(): value.strip() for name, _colon, value in pairs}
        status = int(first.split()[1])
        length = int(headers.get("content-length", 0))
        body = await self.reader.readexactly(length) if status != 304 else b""
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        if headers.get("connection") == "close":
            self.writer.close()
            self.writer = None
        return status, headers, body


async def hold(room, *, seconds, pause, watchers, poll):
    """Let each table write a card every `pause` seconds while it is watched."""
    evening = Evening()
    end = time.perf_counter() + seconds
    async with asyncio.TaskGroup() as tasks:
        for code in room.codes:
            tasks.create_task(_write(room, code, evening, end, pause))
            for _ in range(watchers):
                tasks.create_task(_watch(room, code, evening, end + 3 * poll, poll))
    return evening


async def _write(room, code, evening, end, pause):
    connection = Connection(room.port)
    due = time.perf_counter() + random.random() * pause
    while due < end:
        await asyncio.sleep(max(0, due - time.perf_counter()))
        note = str(uuid4())
        change = {
            "id": note,
            "type": "write",
            "note": note,
            "round": 1,
            "question": room.question,
            "text": f"Die Busse fahren abends zu selten, {note}.",
        }
        start = time.perf_counter()
        status, _headers, body = await connection.ask(
            "POST",
            f"/cafe/{code}/aenderung/",
            {"Content-Type": "application/json"},
            json.dumps(change).encode(),
        )
        now = time.perf_counter()
        if status == 200 and json.loads(body)["receipt"] == note:
            evening.saved.append(now - start)
            evening.receipts[note] = now
        else:
            evening.refused.append(f"{status} {body[:200]!r}")
        due += pause


async def _watch(room, code, evening, end, poll):
    connection, tag, known = Connection(room.port), "", set()
    due = time.perf_counter() + random.random() * poll
    while due < end:
        await asyncio.sleep(max(0, due - time.perf_counter()))
        start = time.perf_counter()
        status, headers, body = await connection.ask(
            "GET",
            f"/cafe/{code}/tafel/?runde=1",
            {"Accept-Encoding": "gzip", "If-None-Match": tag},
        )
        now = time.perf_counter()
        evening.polls.append(now - start)
        if status == 200:
            tag = headers.get("etag", "")
            fresh = set(CARD.findall(body.decode())) - known
            known |= fresh
            # A card may be drawn before its own receipt has arrived.
            evening.seen += [now - evening.receipts.get(note, now) for note in fresh]
        due += poll
