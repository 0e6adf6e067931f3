"""Asks served homes for their pages, in turns, so that a busy minute of the machine touches all of them alike."""

from __future__ import annotations

import dataclasses
import http.client
import statistics
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

ASKED, SECONDS = 6, 1.0
"""Requests for one page in a turn over all pages, unless they take longer than so many seconds."""


@dataclasses.dataclass
class Site:
    """One served home: its pages as `bench.site.addresses` prints them, and connections to 127.0.0.1, signed in."""

    port: int
    server: int
    cookies: dict[str, str]
    pages: list[dict[str, Any]]
    connections: dict[str, http.client.HTTPConnection] = dataclasses.field(default_factory=dict)

    def get(self, url: str, user: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        for again in (True, False):
            connection = self.connections.get(user) or http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
            self.connections[user] = connection
            try:
                connection.request("GET", url, headers={"Cookie": f"sessionid={self.cookies[user]}", **headers})
                response = connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, BrokenPipeError):
                # The server lets go of a connection nobody used for a while.
                connection.close()
                del self.connections[user]
                if not again:
                    raise
        raise AssertionError

    def times(self, url: str, user: str, count: int) -> list[float]:
        """Milliseconds of some requests."""
        found, until = [], time.perf_counter() + SECONDS
        while len(found) < count and (time.perf_counter() < until or not found):
            start = time.perf_counter()
            self.get(url, user)
            found.append((time.perf_counter() - start) * 1000)
        return found


def measure(sites: dict[str, Site], turns: int) -> dict[str, dict[str, Any]]:
    """Size -> page -> figures."""
    found: dict[str, dict[str, Any]] = {size: {} for size in sites}
    keys = list(dict.fromkeys(page["key"] for site in sites.values() for page in site.pages))
    for key in keys:
        for size, site in sites.items():
            page = next((page for page in site.pages if page["key"] == key), None)
            if page and (figures := _first(site, page)):
                found[size][key] = {**page, **figures}
    for _ in range(turns):
        for key in keys:
            for size, pages in found.items():
                if key in pages:
                    _again(sites[size], pages[key])
    for pages in found.values():
        for page in pages.values():
            times, bare = page.pop("times"), page.pop("bare")
            page["ms"], page["sql"] = statistics.median(times), statistics.median(bare) if bare else 0.0
    return found


def _first(site: Site, page: dict[str, Any]) -> dict[str, Any]:
    """Statements, size, and the memory of the worker after the first visits; {} when the page does not answer."""
    response, body = site.get(page["url"], page["user"], **{"X-Bench-Statements": page["key"]})
    if response.status != 200:
        print(f"bench: {page['key']} {page['url']} answers {response.status}", flush=True)
        return {}
    site.times(page["url"], page["user"], 2)
    count = int(response.getheader("X-Bench-Count") or 0)
    return {"queries": count, "bytes": len(body), "rss": resident(site.server), "times": [], "bare": []}


def _again(site: Site, page: dict[str, Any]) -> None:
    page["times"] += site.times(page["url"], page["user"], ASKED)
    if not page["probe"]:
        page["bare"] += site.times(f"/bench/statements/?of={quote(page['key'])}", page["user"], 3)


def resident(server: int) -> float:
    """Megabytes the worker process of the server holds."""
    workers = [path for path in Path("/proc").glob("[0-9]*") if _parent(path) == server] or [Path(f"/proc/{server}")]
    return max(_resident(path) for path in workers)


def _parent(path: Path) -> int:
    try:
        return int((path / "stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return 0


def _resident(path: Path) -> float:
    try:
        lines = (path / "status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
