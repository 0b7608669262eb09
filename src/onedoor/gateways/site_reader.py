"""Reading the pages of a site over HTTP, politely: one at a time, with a pause, saying who asks."""

from time import sleep
from urllib.parse import urljoin, urlsplit

import requests

from onedoor.kernel.ports import SiteAnswer

SECONDS = 20
PAUSE = 0.02
LARGEST = 8 * 1024 * 1024
_DETOURS = 5
NAME = "OneDoor-inspection/1 (reads public pages only; runs the checks of a site on itself)"


class HttpSiteReader:
    """Plain GETs with a time limit, no cookies, no proxy of the environment."""

    def read(self, origin: str, address: str) -> SiteAnswer:
        """See `SiteReader`."""
        sleep(PAUSE)
        at = address
        with requests.Session() as line:
            line.trust_env = False
            line.headers["User-Agent"] = NAME
            for _ in range(_DETOURS):
                try:
                    answer = _get(line, origin + at)
                except (OSError, ValueError):
                    return SiteAnswer(at, 0)
                if not isinstance(answer, str):
                    return SiteAnswer(at, *answer)
                line.cookies.clear()
                whole = urlsplit(urljoin(origin + at, answer))
                if whole.netloc != urlsplit(origin).netloc:
                    # It leads to another house, which is not ours to judge.
                    return SiteAnswer(at, 200, "")
                at = (whole.path or "/") + (f"?{whole.query}" if whole.query else "")
        return SiteAnswer(at, 0)


def _nearby(url: str) -> tuple[str, dict[str, str]]:
    """Where to knock for it, and the head by which it is asked for there.

    Names below `localhost` are this very machine (RFC 6761, 6.3), as browsers take them; the
    resolver of many a machine knows `localhost` alone.
    """
    parts = urlsplit(url)
    if parts.scheme != "http" or not (parts.hostname or "").endswith(".localhost"):
        return url, {}
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=f"127.0.0.1{port}").geturl(), {"Host": parts.netloc}


def _get(line: requests.Session, url: str) -> tuple[int, str, bytes] | str:
    """Status, kind and content; or where it is to be had instead. OSError when it takes too long
    or too much (what requests raises is one)."""
    at, heads = _nearby(url)
    with line.get(at, timeout=SECONDS, allow_redirects=False, stream=True, headers=heads) as answer:
        if answer.is_redirect:
            return answer.headers["location"]
        body = b""
        for piece in answer.iter_content(64 * 1024):
            body += piece
            if len(body) > LARGEST:
                raise OSError(f"{url} is too large")
        return answer.status_code, answer.headers.get("content-type", ""), body
