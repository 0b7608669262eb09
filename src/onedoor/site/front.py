"""Before Django: an answer that may be repeated is repeated, for a second, without waking it.

A page says so in `environ[REPEATABLE]` while it is being answered; which pages are the same for
everybody is the portal's matter (its page cache), and so is how long they hold. Here only that
second counts: under load nearly every reader of a guide is served from it.
"""

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

REPEATABLE = "onedoor.repeatable"
SECONDS = 1.0
MOST = 512
LONGEST_KEY = 1000

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

# All of a request that a repeatable answer may hang on.
_LOOKED_AT = (
    "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING",
    "HTTP_COOKIE", "HTTP_X_FORWARDED_PROTO", "wsgi.url_scheme", "SCRIPT_NAME",
)  # fmt: skip


class Front:
    """A WSGI application around another; `session` is the cookie of readers who are known."""

    def __init__(self, behind: Application, *, session: str) -> None:
        self.behind, self.session = behind, f"{session}="
        self.kept: dict[tuple[str, ...], tuple[float, str, list[tuple[str, str]], bytes]] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self.behind(environ, start)
        kept = self.kept.get(key)
        if kept is not None and monotonic() < kept[0]:
            start(kept[1], kept[2])
            return (kept[3],)
        return self._asked(key, environ, start)

    def _key(self, environ: Environ) -> tuple[str, ...] | None:
        """What the answer hangs on; None when it is for this reader alone."""
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_IF_NONE_MATCH" in environ:
            return None
        if self.session in environ.get("HTTP_COOKIE", "") or "HTTP_RANGE" in environ:
            return None
        key = tuple([environ.get(name, "") for name in _LOOKED_AT])
        return key if sum(map(len, key)) <= LONGEST_KEY else None

    def _asked(self, key: tuple[str, ...], environ: Environ, start: Start) -> Iterable[bytes]:
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
        if len(self.kept) >= MOST:
            self.kept.clear()
        self.kept[key] = (monotonic() + SECONDS, status, headers, body)
        start(status, headers)
        return (body,)
