"""Slowing down whoever tries something again and again, without keeping who it is.

What is counted stays in the memory of this process: a digest of the address under a key
that nobody knows, and both are thrown away together a minute after the first count.
"""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock, Timer

from django.conf import settings
from django.http import HttpRequest

SECONDS = 60.0
MOST_ADDRESSES = 10_000


class Attempts:
    """How often something failed lately, by network address or whatever else it is."""

    def __init__(
        self,
        *,
        most: int,
        seconds: float = SECONDS,
        addresses: int = MOST_ADDRESSES,
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._addresses = addresses
        self._lock = Lock()
        self._key = secrets.token_bytes(32)
        self._counts: OrderedDict[bytes, int] = OrderedDict()
        self._timer: Timer | None = None

    def are_exhausted(self, address: str) -> bool:
        with self._lock:
            return self._counts.get(self._digest(address), 0) >= self._most

    def note(self, address: str) -> None:
        """Count a failure."""
        with self._lock:
            if not self._counts:
                self._forget_in_time()
            digest = self._digest(address)
            self._counts[digest] = self._counts.get(digest, 0) + 1
            self._counts.move_to_end(digest)
            if len(self._counts) > self._addresses:
                self._counts.popitem(last=False)

    def forget(self) -> None:
        with self._lock:
            self._counts.clear()
            self._key = secrets.token_bytes(32)
            if self._timer is not None:
                self._timer.cancel()

    def _forget_in_time(self) -> None:
        self._timer = Timer(self._seconds, self.forget)
        self._timer.daemon = True
        self._timer.start()

    def _digest(self, address: str) -> bytes:
        return hmac.digest(self._key, address.encode(errors="replace"), "sha256")


def address_of(request: HttpRequest) -> str:
    """The network that a request comes from; one household or office of IPv6."""
    typed: str = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:
        # What stands before the last entry was written by whoever sends.
        forwarded = request.headers.get("X-Forwarded-For", "")
        typed = forwarded.rpartition(",")[2].strip() or typed
    try:
        address = ip_address(typed)
    except ValueError:
        return typed
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, 64), strict=False))
