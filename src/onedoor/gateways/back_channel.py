"""Telling a bureau system over HTTP that a session is over."""

import urllib.error
import urllib.request
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlencode

SECONDS = 5


class _NoDetours(urllib.request.HTTPRedirectHandler):
    """A registered address answers itself; where it points is nobody's registered address."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


class HttpBackChannel:
    """One POST with a time limit, no redirects and no proxy of the environment."""

    def __init__(self) -> None:
        self._ask = urllib.request.build_opener(_NoDetours(), urllib.request.ProxyHandler({}))

    def tell(self, address: str, token: str) -> None:
        """Hand the logout token over; OSError unless the system says that it is done."""
        request = urllib.request.Request(  # noqa: S310 - registered addresses are http(s)
            address,
            data=urlencode({"logout_token": token}).encode(),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            method="POST",
        )
        with self._ask.open(request, timeout=SECONDS) as answer:
            if answer.status not in (200, 204):
                raise OSError(f"{address} answered {answer.status}")
