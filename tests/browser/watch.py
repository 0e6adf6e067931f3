"""Listens to pages and remembers what went wrong in them: scripts, policy, requests."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response

NAVIGATED_AWAY = "net::ERR_ABORTED"  # a request the page itself gave up: leaving it, or a newer search


class Watch:
    """Complaints of all pages of one test."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.allowed: list[str] = []

    def allow(self, text: str) -> None:
        """A complaint that contains ``text`` is what the test is about, e.g. ``allow("404")``."""
        self.allowed.append(text)

    def page(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where = message.location or {}
            self.complaints.append(f"console {message.type}: {message.text} ({where.get('url', '')})")

    def _failed(self, request: Request) -> None:
        if request.failure != NAVIGATED_AWAY:
            self.complaints.append(f"request failed: {request.method} {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"answer {response.status}: {response.request.method} {response.url}")

    def verdict(self) -> None:
        """Fail with everything that was not allowed."""
        left = [line for line in self.complaints if not any(text in line for text in self.allowed)]
        assert not left, "the browser complained:\n" + "\n".join(dict.fromkeys(left))
