"""What the scan of a piece must know of this site: which addresses are ours, and who is silent."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from onedoor.channels.look.doors import Door
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.letters.queries import answer_published
from onedoor.oversight.results.queries import result_published
from onedoor.registers.agencies.queries import agencies, division
from onedoor.registers.catalogue.queries import bundles, services_called
from onedoor.registers.publications.content import LINK, Content
from onedoor.registers.publications.listed import columns, wording
from onedoor.registers.publications.queries import slugs_shown
from onedoor.registers.publications.scanning import Ground
from onedoor.registers.sites.queries import address_of, cluster

# So many links elsewhere are asked at once; more are left to whoever signs off.
ASKED = 5
# What answers so is not there; a house that keeps strangers out is not dead.
_GONE = (0, 404, 410)


def ground_for(content: Content, *, silent: frozenset[str] = frozenset()) -> Ground:
    """What to scan `content` against; `silent` are the addresses that did not answer."""
    own = urlsplit(settings.ONEDOOR_ADDRESS).hostname or ""
    hosts = {urlsplit(address_of(site)).hostname or "" for site in cluster().sites}
    return Ground(is_ours=is_ours, silent=silent, own_hosts=frozenset({own, *hosts} - {""}))


def is_ours(address: str) -> bool:
    """Whether this address of ours shows something to anybody."""
    try:
        found = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return False
    if getattr(found.func, "door", None) is not Door.ANYONE or found.view_name in _FOR_ONE:
        return False
    return all(_is_there(found.route, name, str(value)) for name, value in found.kwargs.items())


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
        case "piece":
            return value in slugs_shown()
        case "column":
            return value in columns()
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


def who_is_silent(content: Content) -> frozenset[str]:
    """The links to houses of state that do not answer now. Asks outside; never in a transaction.

    Only houses of the list are asked: nobody can send this machine to an address of their choice.
    """
    known = tuple(f".{each}" for each in wording().hosts)
    wanted = {
        link[2]
        for _where, text in content.texts()
        for link in LINK.finditer(text)
        if link[2].startswith(("http://", "https://"))
        and f".{urlsplit(link[2]).hostname or ''}".endswith(known)
        and urlsplit(link[2]).port in (None, 80, 443)
    }
    chosen = sorted(wanted)[:ASKED]
    if not chosen:
        return frozenset()
    with ThreadPoolExecutor(max_workers=len(chosen)) as pool:
        answers = list(pool.map(_status, chosen))
    return frozenset(each for each, status in zip(chosen, answers, strict=True) if status in _GONE)


def _status(address: str) -> int:
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    origin = f"{parts.scheme}://{parts.netloc}"
    return int(port("site_reader").read(origin, (parts.path or "/") + query).status)
