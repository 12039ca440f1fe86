"""People who open a form and send it, one after the other, without a pause.

Each is a process with one connection that is kept open, so that what the client does in
Python never waits for another client.
"""

import gzip
import http.client
import multiprocessing
import re
import time
from dataclasses import dataclass
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
BROWSER = {"Accept-Encoding": "gzip"}
FORM = BROWSER | {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Site:
    """Where a form is, and what is entered in it."""

    port: int
    path: str
    entries: dict[str, str]


@dataclass(frozen=True)
class Load:
    """What `connections` people did; times in seconds."""

    flows_per_second: float
    gets: list[float]
    flows: list[float]
    client_cpu: float


def fill_in_forms(site, *, connections, seconds):
    """Have as many people fill in the form for as long; a flow is GET and POST."""
    context = multiprocessing.get_context("fork")
    with context.Pool(connections) as pool:
        people = pool.starmap(_fill_in_for, [(site, seconds)] * connections)
    return Load(
        flows_per_second=sum(len(flows) for _gets, flows, _cpu in people) / seconds,
        gets=[time for gets, _flows, _cpu in people for time in gets],
        flows=[time for _gets, flows, _cpu in people for time in flows],
        client_cpu=sum(cpu for _gets, _flows, cpu in people),
    )


def _fill_in_for(site, seconds):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    gets, flows = [], []
    cpu = time.process_time()
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        page, cookie = _open_form(connection, site)
        gets.append(time.perf_counter() - start)
        _send(connection, site, dict(HIDDEN.findall(page)), cookie)
        flows.append(time.perf_counter() - start)
    return gets, flows, time.process_time() - cpu


def _open_form(connection, site):
    response, body = _request(connection, "GET", site.path, None, BROWSER)
    if response.status != 200:
        raise RuntimeError(f"GET {site.path}: {response.status}")
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return body.decode(), response.headers.get("Set-Cookie", "").partition(";")[0]


def _send(connection, site, hidden, cookie):
    headers = FORM | ({"Cookie": cookie} if cookie else {})
    body = urlencode(hidden | site.entries)
    response, _body = _request(connection, "POST", site.path, body, headers)
    if response.status != 302:  # a form that was not stored is shown again
        raise RuntimeError(f"POST {site.path}: {response.status}")


def _request(connection, *request):
    try:
        connection.request(*request)
        response = connection.getresponse()
    except (ConnectionError, http.client.BadStatusLine):
        # A worker that has served its number of requests ends; so do connections to it.
        connection.close()
        connection.request(*request)
        response = connection.getresponse()
    return response, response.read()
