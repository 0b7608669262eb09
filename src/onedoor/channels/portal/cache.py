"""Whole pages kept in memory for readers without a session, asked before anything else.

A page is kept under everything it depends on: host, address, language, mode, theme, the day, and
the stamp of what is published and rated. Figures that no news tells of (what is done most) are at
most a minute old. A page is kept only when it says so itself (`cacheable`) and is open to
everybody; whatever was answered to somebody known, sets a cookie or holds the token of a form
never is.
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
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request

from onedoor.channels.look.doors import Door
from onedoor.channels.look.shell import MODE_COOKIE, THEME_COOKIE
from onedoor.kernel.editions import Editions
from onedoor.kernel.time import today
from onedoor.registers.catalogue.queries import stamp as stamp_of_packs
from onedoor.registers.publications.queries import stamp as stamp_of_pieces
from onedoor.registers.sites.queries import cluster

PAGES_KEPT = 512
BYTES_KEPT = 32 * 1024 * 1024
LONGEST_ADDRESS = 600
KEPT_SECONDS = 60
# With the half second of the front (`site/front`) it is less than one until a change is seen.
STAMP_SECONDS = 0.4
_KEEP = "onedoor_may_be_kept"
# Of no use to the next reader, or made anew for each.
_NOT_KEPT = {"content-length", "date", "set-cookie"}


def cacheable(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Declare that a page shows the same to everybody who is not signed in.

    TypeError unless everybody may enter it: it goes around `entrance(Door.ANYONE)`.
    """
    if getattr(view, "door", None) is not Door.ANYONE:
        raise TypeError(f"{view.__name__} is not open to everybody, so it cannot be kept for them")

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

    @property
    def size(self) -> int:
        """The bytes it takes, but for a few."""
        return len(self.body) + len(self.packed)


class PageCache:
    """Middleware, first in the chain: a kept page costs no session, no language, no template."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self.size = 0
        self.lock = Lock()
        self.editions = Editions()
        self.stamp, self.stamped_at = "", -STAMP_SECONDS

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not self._may_ask(request):
            return self.get_response(request)
        key = self._key(request)
        if kept := self._known(key):
            return self._answer(request, kept)
        response = self.get_response(request)
        if not isinstance(response, HttpResponse) or not self._may_keep(request, response):
            return response
        return self._answer(request, self._keep(key, response))

    @staticmethod
    def _may_ask(request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "HTTP_AUTHORIZATION" not in request.META
            and len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
        )

    @staticmethod
    def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
        user = getattr(request, "user", None)
        return (
            getattr(response, _KEEP, False)
            and not response.cookies
            and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
            and "Cache-Control" not in response.headers
            and not getattr(user, "is_authenticated", False)
        )

    def _key(self, request: HttpRequest) -> Hashable:
        cookies = request.COOKIES
        return (
            request.path_info,
            _asked(request),
            get_language_from_request(request),
            cookies.get(MODE_COOKIE, ""),
            cookies.get(THEME_COOKIE, ""),
            request.META.get("HTTP_HOST", ""),
            today(),
            self._stamp_now(),
        )

    def _stamp_now(self) -> str:
        """What is published, asked now and then; with no database, what was last known."""
        moment = monotonic()
        if moment - self.stamped_at >= STAMP_SECONDS:
            self.stamped_at = moment
            try:
                self.stamp = (
                    f"{stamp_of_packs()}/{stamp_of_pieces()}/{cluster().stamp}"
                    f"/{self.editions.newest()}"
                )
            except DatabaseError:
                return self.stamp
        return self.stamp

    def _known(self, key: Hashable) -> Kept | None:
        with self.lock:
            kept = self.pages.get(key)
            if kept is None:
                return None
            if monotonic() - kept.kept_at > KEPT_SECONDS:
                self.size -= self.pages.pop(key).size
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
            if before := self.pages.pop(key, None):
                self.size -= before.size
            self.pages[key] = kept
            self.size += kept.size
            while len(self.pages) > PAGES_KEPT or self.size > BYTES_KEPT:
                self.size -= self.pages.popitem(last=False)[1].size
        return kept

    @staticmethod
    def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
        if _has_it(request, kept.etag):
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
        # For the front of the site: anybody who asks alike a moment later gets the same.
        request.META["onedoor.repeatable"] = True
        return response


def _asked(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """The query, whatever the order of its names; several values of one name stay in theirs."""
    given = parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)
    return tuple(sorted(given, key=lambda pair: pair[0]))


def _has_it(request: HttpRequest, etag: str) -> bool:
    return etag in parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
