"""What the scan of a piece must know of this site: which addresses are ours, and who is silent."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from onedoor.channels.look.doors import Door
from onedoor.channels.look.local import columns_at
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.letters.queries import answer_published
from onedoor.oversight.results.queries import result_published
from onedoor.registers.agencies.queries import agencies, division
from onedoor.registers.catalogue.queries import bundles, services_called
from onedoor.registers.publications.content import Attached, Content, content_of
from onedoor.registers.publications.listed import wording
from onedoor.registers.publications.queries import Piece, counts, slugs_shown
from onedoor.registers.publications.reading import said_in
from onedoor.registers.publications.scanning import Ground, links_in
from onedoor.registers.sites.queries import address_of, bases, cluster

# So many links elsewhere are asked, so many at a time, for so many seconds in all. What is left
# over is looked at by whoever signs off.
MOST_ASKED, AT_ONCE, PATIENCE = 60, 12, 25.0
# What answers so is not there; a house that keeps strangers out is not dead.
_GONE = (0, 404, 410)


@dataclass(frozen=True)
class Heard:
    """What came of asking links elsewhere: who did not answer, whom there was no time to ask."""

    silent: frozenset[str] = frozenset()
    unasked: frozenset[str] = frozenset()


NOBODY_ASKED = Heard()


def ground_for(
    *,
    at: str = "",
    column: str = "",
    heard: Heard = NOBODY_ASKED,
    files: Iterable[Attached] = (),
) -> Ground:
    """What to scan a piece against that will stand in this column of the site called `at` and has
    these files."""
    shown = _Shown()
    own = urlsplit(settings.ONEDOOR_ADDRESS).hostname or ""
    hosts = {urlsplit(address_of(site)).hostname or "" for site in cluster().sites}
    return Ground(
        is_ours=lambda address: is_ours(address, at=at, column=column, shown=shown),
        silent=heard.silent,
        unasked=heard.unasked,
        own_hosts=frozenset({own, *hosts} - {""}),
        said=said_in(files),
    )


def ground_of(piece: Piece) -> Ground:
    """As it is now; of links elsewhere, what came of asking when what waits was handed in."""
    seen = piece.waiting.findings if piece.waiting else ()

    def said(kind: str) -> frozenset[str]:
        return frozenset(each["say"] for each in seen if each["kind"] == kind)

    heard = Heard(silent=said("dead"), unasked=said("unasked"))
    content = content_of(piece.waiting.content if piece.waiting else piece.written)
    return ground_for(at=piece.site, column=piece.column, heard=heard, files=content.files)


class _Shown:
    """What sites show, asked once for all links of a piece."""

    def __init__(self) -> None:
        self.slugs = cache(lambda at: frozenset(slugs_shown(at)))
        self.columns = cache(
            lambda at: columns_at(cluster().called(at)).keys() & counts(at).columns.keys()
        )


def is_ours(address: str, *, at: str = "", column: str = "", shown: _Shown | None = None) -> bool:
    """Whether this address of ours shows something to anybody, at the site that its host names or
    else at the one called `at`. `column` is filled by what links to it."""
    try:
        parts = urlsplit(address)
        found = resolve(parts.path or "/")
    except (Resolver404, ValueError):
        return False
    if getattr(found.func, "door", None) is not Door.ANYONE or found.view_name in _FOR_ONE:
        return False
    if parts.hostname:
        elsewhere = cluster().of_host(parts.hostname, bases())
        at, column = elsewhere.slug if elsewhere else "", ""
    shown = shown or _Shown()
    for name, value in found.kwargs.items():
        match name:
            case "piece":
                is_there = value in shown.slugs(at)
            case "column":
                is_there = value == column or value in shown.columns(at)
            case _:
                is_there = _is_there(found.route, name, str(value))
        if not is_there:
            return False
    return True


# Open to whoever has the code or the letter; nothing to be led to by a publication.
_FOR_ONE = {
    f"portal:{each}"
    for each in (
        "progress", "letter", "shown-link", "check-code", "rate-by-code", "rate-at-window", "sign",
        "off", "mandate-confirm",
    )
}  # fmt: skip


def _is_there(route: str, name: str, value: str) -> bool:
    """Whether what a part of an address names is there; what no list knows is taken to be."""
    match name:
        case "code" if route.startswith("guide/"):
            return bool(services_called([value]))
        case "code" if route.startswith("together/"):
            return value in {each.code for each in bundles()}
        case "agency":
            return value in agencies([value])
        case "place":
            with suppress(Refusal):
                return bool(division(value))
            return False
        case "result_number":
            with suppress(Refusal):
                return bool(result_published(int(value)))
            return False
        case "number_of_answer":
            with suppress(Refusal):
                return bool(answer_published(int(value)))
            return False
    return True


def asked_elsewhere(content: Content) -> Heard:
    """Which links to houses of state do not answer now. Asks outside; never in a transaction.

    Only houses of the list are asked: nobody can send this machine to an address of their choice.
    """
    known = tuple(f".{each}" for each in wording().hosts)
    wanted = {
        address
        for _where, text in content.texts()
        for _words, address in links_in(text)
        if address.startswith(("http://", "https://"))
        and f".{urlsplit(address).hostname or ''}".endswith(known)
        and urlsplit(address).port in (None, 80, 443)
    }
    if not wanted:
        return NOBODY_ASKED
    pool = ThreadPoolExecutor(max_workers=AT_ONCE)
    asked = {pool.submit(_status, each): each for each in sorted(wanted)[:MOST_ASKED]}
    answered, _waiting = wait(asked, timeout=PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    heard = {asked[each] for each in answered}
    return Heard(
        silent=frozenset(asked[each] for each in answered if each.result() in _GONE),
        unasked=frozenset(wanted - heard),
    )


def _status(address: str) -> int:
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return int(port("site_reader").read(origin, (parts.path or "/") + query).status)
