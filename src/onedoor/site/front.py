"""Before Django: an answer that may be repeated is repeated, for a moment, without waking it.

A page says so in `environ[REPEATABLE]` while it is being answered; which pages are the same for
everybody is the portal's matter (its page cache), and so is how long they hold. Here only that
moment counts: under load nearly every reader of a guide is served from it.
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

REPEATABLE = "onedoor.repeatable"
# With the stamp of the page cache it is less than a second until a change is seen.
SECONDS = 0.5
# So much longer, while somebody is already asking anew: else all who wait ask the same at once.
WHILE_ASKED = 0.05
MOST = 512
MOST_BYTES = 16 * 1024 * 1024
LONGEST_KEY = 1000

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Key = tuple[Any, ...]


class Front:
    """A WSGI application around another; `session` is the cookie of readers who are known."""

    def __init__(self, behind: Application, *, session: str) -> None:
        self.behind, self.session = behind, f"{session}="
        self.kept: dict[Key, tuple[float, str, list[tuple[str, str]], list[bytes]]] = {}
        self.asking: set[Key] = set()
        self.size = 0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        get = environ.get
        # All of a request that a repeatable answer may hang on.
        key = (
            get("REQUEST_METHOD"), get("PATH_INFO"), get("QUERY_STRING"), get("HTTP_HOST"),
            get("HTTP_COOKIE"), get("HTTP_ACCEPT_LANGUAGE"), get("HTTP_ACCEPT_ENCODING"),
            get("HTTP_IF_NONE_MATCH"), get("HTTP_X_FORWARDED_PROTO"), get("HTTP_AUTHORIZATION"),
            get("HTTP_RANGE"), get("wsgi.url_scheme"), get("SCRIPT_NAME"),
        )  # fmt: skip
        kept = self.kept.get(key)
        if kept is not None and (monotonic() < kept[0] or self._being_asked(key, kept[0])):
            start(kept[1], kept[2])
            # A list, for the web server sends one at once and asks anything else bit by bit.
            return kept[3]
        if not self._may_repeat(environ, key):
            return self.behind(environ, start)
        self.asking.add(key)
        try:
            return self._asked(key, environ, start)
        finally:
            self.asking.discard(key)

    def _being_asked(self, key: Key, until: float) -> bool:
        """Whether another reader's question will bring a newer answer in a moment."""
        return key in self.asking and monotonic() < until + WHILE_ASKED

    def _may_repeat(self, environ: Environ, key: Key) -> bool:
        """Whether the answer is not for this reader alone."""
        return (
            environ["REQUEST_METHOD"] == "GET"
            and self.session not in environ.get("HTTP_COOKIE", "")
            and "HTTP_RANGE" not in environ
            and "HTTP_AUTHORIZATION" not in environ
            and sum(len(each) for each in key if each) <= LONGEST_KEY
        )

    def _asked(self, key: Key, environ: Environ, start: Start) -> Iterable[bytes]:
        # The moment counts from the question, for the answer may be as old as that.
        until = monotonic() + SECONDS
        said: list[Any] = []
        answer = self.behind(environ, lambda status, headers, *rest: said.extend((status, headers)))
        if environ.get(REPEATABLE) is not True:
            start(*said)
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        status, headers = said
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers = [*headers, ("Content-Length", str(len(body)))]
        if len(self.kept) >= MOST or self.size + len(body) > MOST_BYTES:
            self.kept.clear()
            self.size = 0
        before = self.kept.get(key)
        self.size += len(body) - (len(before[3][0]) if before else 0)
        self.kept[key] = (until, status, headers, [body])
        start(status, headers)
        return [body]
