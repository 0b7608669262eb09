"""Whole pages kept in memory for readers without a session, asked before anything else.

A page is kept under everything it depends on: address, language, mode, theme, the day, and the
stamp of what is published. Figures that change by themselves (ratings) are at most a minute old.
"""

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language_from_request

from onedoor.channels.look.shell import MODE_COOKIE, THEME_COOKIE
from onedoor.kernel.time import today
from onedoor.registers.catalogue.queries import stamp as stamp_of_packs
from onedoor.registers.publications.queries import stamp as stamp_of_pieces
from onedoor.registers.sites.queries import cluster

PAGES_KEPT = 512
LONGEST_ADDRESS = 600
KEPT_SECONDS = 60
STAMP_SECONDS = 1
_KEEP = "onedoor_may_be_kept"
# Of no use to the next reader, or made anew for each.
_NOT_KEPT = {"content-length", "date", "set-cookie"}


def cacheable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Declare that a page shows the same to everybody who is not signed in."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        setattr(response, _KEEP, response.status_code == 200)
        return response

    return marked


@dataclass(frozen=True)
class Kept:
    """A page as it was answered, packed as well."""

    body: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    kept_at: float


class PageCache:
    """Middleware, first in the chain: a kept page costs no session, no language, no template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self.lock = Lock()
        self.stamp, self.stamped_at = "", -float(STAMP_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._may_ask(request):
            return self.get_response(request)
        key = self._key(request)
        if kept := self._known(key):
            return self._answer(request, kept)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or response.cookies:
            return response
        if not getattr(response, _KEEP, False):
            return response
        return self._answer(request, self._keep(key, response))

    def _may_ask(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
        )

    def _key(self, request: HttpRequest) -> Hashable:
        cookies = request.COOKIES
        return (
            request.path_info,
            request.META.get("QUERY_STRING", ""),
            get_language_from_request(request),
            cookies.get(MODE_COOKIE, ""),
            cookies.get(THEME_COOKIE, ""),
            request.META.get("HTTP_HOST", ""),
            today(),
            self._stamp_now(),
        )

    def _stamp_now(self) -> str:
        """What is published, asked at most once a second; with no database, what was last known."""
        moment = monotonic()
        if moment - self.stamped_at >= STAMP_SECONDS:
            self.stamped_at = moment
            try:
                self.stamp = f"{stamp_of_packs()}/{stamp_of_pieces()}/{cluster().stamp}"
            except DatabaseError:
                return self.stamp
        return self.stamp

    def _known(self, key: Hashable) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is None:
                return None
            if monotonic() - kept.kept_at > KEPT_SECONDS:
                del self.pages[key]
                return None
            self.pages.move_to_end(key)
            return kept

    def _keep(self, key: Hashable, response: HttpResponse) -> Kept:
        body = bytes(response.content)
        packer = zlib.compressobj(6, zlib.DEFLATED, 31)
        kept = Kept(
            body=body,
            packed=packer.compress(body) + packer.flush(),
            headers=tuple(
                (name, value) for name, value in response.items() if name.lower() not in _NOT_KEPT
            ),
            etag=f'W/"{hashlib.sha256(body).hexdigest()[:24]}"',
            kept_at=monotonic(),
        )
        with self.lock:
            self.pages[key] = kept
            while len(self.pages) > PAGES_KEPT:
                self.pages.popitem(last=False)
        return kept

    @staticmethod
    def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
        if request.META.get("HTTP_IF_NONE_MATCH") == kept.etag:
            response = HttpResponse(status=304)
        elif "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            response = HttpResponse(kept.packed)
            response.headers["Content-Encoding"] = "gzip"
        else:
            response = HttpResponse(kept.body)
        for name, value in kept.headers:
            response.headers[name] = value
        response.headers["ETag"] = kept.etag
        response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
        response.headers["Cache-Control"] = "private, no-cache"
        # For the front of the site: anybody who asks alike within the second gets the same.
        request.META["onedoor.repeatable"] = True
        return response
