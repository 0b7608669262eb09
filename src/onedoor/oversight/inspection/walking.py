"""Walking a site: from its home and its map to every page anybody may enter, one at a time."""

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from onedoor.kernel.ports import SiteAnswer
from onedoor.oversight.inspection.reading import Element, links_of, read

STARTS = ("/", "/sitemap")
# A page with choices in its address is another one for each choice: so many stand for all.
_OF_ONE_PATH = 3


# Path and query to what the site says there. It raises nothing: silence is status 0.
Fetch = Callable[[str], SiteAnswer]


def is_well(answer: SiteAnswer) -> bool:
    """Whether what was asked for is there."""
    return answer.status == 200


def is_page(answer: SiteAnswer) -> bool:
    """Whether a page came that people read."""
    return is_well(answer) and answer.kind.startswith("text/html")


@dataclass
class Walk:
    """What was met on the way. Addresses are path and query."""

    answers: dict[str, SiteAnswer] = field(default_factory=dict)
    pages: dict[str, Element] = field(default_factory=dict)
    # Which page led there first.
    led_from: dict[str, str] = field(default_factory=dict)
    # (from, to, place on it)
    places: set[tuple[str, str, str]] = field(default_factory=set)
    # How many addresses were left because the walk had its limit.
    left: int = 0


def walk(fetch: Fetch, *, origin: str, most: int) -> Walk:
    """Fetch what can be reached from home and map on the same host, `most` addresses at most.

    Links that ask not to be followed are left; so are further choices of a page once three of them
    were seen, except where home itself leads to them.
    """
    seen, of_path = Walk(), Counter[str]()
    waiting = deque(STARTS)
    known = set(STARTS)
    while waiting:
        if len(seen.answers) >= most:
            seen.left = len(waiting)
            break
        address = waiting.popleft()
        answer = fetch(address)
        seen.answers[address] = answer
        if not is_page(answer):
            if is_well(answer) and answer.kind.startswith("image/svg"):
                seen.pages[address] = read(answer.body.decode("utf-8", "replace"))
            continue
        page = seen.pages[address] = read(answer.body.decode("utf-8", "replace"))
        for link in links_of(page):
            to = inner_address(link.to, at=answer.address, origin=origin)
            if to is None:
                continue
            target, place = to
            if place:
                seen.places.add((address, target or address, place))
            if not target or target in known or not link.is_followed:
                continue
            if _is_further_choice(address, target, of_path):
                continue
            known.add(target)
            seen.led_from[target] = address
            waiting.append(target)
    return seen


def _is_further_choice(address: str, target: str, of_path: Counter[str]) -> bool:
    """Whether enough of its likes were seen; counts it when not."""
    path, _, query = target.partition("?")
    if not query or address == "/":
        return False
    if "?" in address or of_path[path] >= _OF_ONE_PATH:
        return True
    of_path[path] += 1
    return False


def inner_address(to: str, *, at: str, origin: str) -> tuple[str, str] | None:
    """Path with query, and the place on it; "" as the path for the page itself; None for what
    lies on another host or is no page, such as a telephone number."""
    if to.startswith("#"):
        return "", to[1:]
    whole, place = urldefrag(urljoin(origin + at, to))
    parts, own = urlsplit(whole), urlsplit(origin)
    if parts.scheme not in ("http", "https") or parts.netloc != own.netloc:
        return None
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), place
