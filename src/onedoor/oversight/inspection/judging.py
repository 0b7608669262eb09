"""The checks: what was met on a walk, judged. No line, no clock; each returns its outcome."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.oversight.inspection.reading import (
    Element,
    empty_parts,
    has_content,
    heading_of,
    links_of,
    main_of,
    places_of,
    title_of,
)
from onedoor.oversight.inspection.report import Finding, Outcome
from onedoor.oversight.inspection.walking import Walk, inner_address, is_page, is_well

GUIDE = re.compile(r"^/guide/([\w-]+)$")
# What goes with a guide and is taken along: forms, samples, specimens, sheets, how to prepare.
_TAKEN_ALONG = re.compile(
    r"^/guide/([\w-]+)/(sample|form|checklist|specimen\.png|chart\.bpmn|documents/[\w-]+)(\?|$)"
)
_FORM = re.compile(r"/guide/[\w-]+/form(\?|#|$)")
_ENTRIES = {
    gettext_noop("办事"): "/services",
    gettext_noop("查进度"): "/track",
    gettext_noop("登录"): "/sign-in",
    gettext_noop("网站地图"): "/sitemap",
}
_TELEPHONE = re.compile(r"(?<!\d)(0\d{2,3}[-\s]?\d{7,8}|1\d{10}|\d{7,8}|1\d{4})(?!\d)")
_ANSWERS = "/answers/"
# A sheet with fewer signs has nothing on it; so has a picture or file of fewer bytes.
_FEWEST_SIGNS, _FEWEST_BYTES = 30, 100
FIRST = 3


@dataclass(frozen=True)
class Known:
    """A service as the catalogue tells it: its names and words, and who answers for its guide."""

    code: str
    title: str
    official: str = ""
    keywords: tuple[str, ...] = ()
    owner: str = ""

    @property
    def page(self) -> str:
        """Where its guide stands."""
        return f"/guide/{self.code}"


Services = Mapping[str, Known]


def check_entry(walk: Walk, services: Services) -> Outcome:
    """Home answers, has a box to search in, and leads to each entry; there is something to do."""
    home = walk.pages.get("/")
    if home is None:
        status = walk.answers["/"].status if "/" in walk.answers else 0
        return Outcome("entry", 1, (Finding("entry", "/", "no-home", str(status)),))
    led = {each.to.split("?")[0].split("#")[0] for each in links_of(home)}
    missing = [word for word, address in _ENTRIES.items() if address not in led]
    if not any(each.attributes.get("name") == "q" for each in home.all("input")):
        missing.append(gettext_noop("搜索"))
    found = [Finding("entry", "/", "no-entry", _(word)) for word in missing]
    if not services:
        found.append(Finding("entry", "/sitemap", "no-services"))
    return Outcome("entry", len(_ENTRIES) + 2, tuple(found))


def check_links(walk: Walk, services: Services, *, is_whole: bool = True) -> Outcome:
    """What is led to answers 200, on a place that exists; each service can be walked to.

    Whether it can is not asked of a walk that was cut short.
    """
    found = []
    for address, answer in walk.answers.items():
        if not is_well(answer) and address != "/":
            page = walk.led_from.get(address, "/")
            about = f"{address} ({answer.status})"
            found.append(_finding("links", page, "dead-link", services, about))
    known: dict[str, set[str]] = {}
    looked_at = 0
    for page, target, place in sorted(walk.places):
        if target not in walk.pages:
            continue
        looked_at += 1
        if target not in known:
            known[target] = places_of(walk.pages[target])
        if place not in known[target]:
            about = f"#{place}" if target == page else f"{target}#{place}"
            found.append(_finding("links", page, "dead-place", services, about))
    unled = [each for each in services.values() if is_whole and each.page not in walk.answers]
    found += [Finding("links", "/sitemap", "not-led-to", each.page, each.owner) for each in unled]
    return Outcome("links", len(walk.answers) + looked_at + len(unled), tuple(found))


def check_headings(walk: Walk, services: Services) -> Outcome:
    """Every page says what it is: a title for the window, a heading for the page."""
    pages = _documents(walk)
    found = []
    for address, page in pages:
        if not title_of(page):
            found.append(_finding("headings", address, "no-title", services))
        if not heading_of(page):
            found.append(_finding("headings", address, "no-heading", services))
    return Outcome("headings", 2 * len(pages), tuple(found))


def check_empty(walk: Walk, services: Services) -> Outcome:
    """No list, section, column or answer stands there with nothing in it."""
    pages = _documents(walk)
    found = [
        _finding("empty", address, "empty-part", services, part)
        for address, page in pages
        for part in dict.fromkeys(empty_parts(page))
    ]
    return Outcome("empty", len(pages), tuple(found))


def check_guides(walk: Walk, services: Services) -> Outcome:
    """Every guide says time limit, fee, contact, place, documents and bases."""
    guides = _guides(walk)
    found = [
        _finding("guides", f"/guide/{code}", "no-element", services, _(element))
        for code, page in guides.items()
        for element, is_there in _elements(page).items()
        if not is_there
    ]
    return _of_something("guides", "/sitemap", len(guides) * 6, found)


def complete_guides(walk: Walk) -> list[str]:
    """The services whose guide was met and says all of these, by code."""
    return sorted(code for code, page in _guides(walk).items() if all(_elements(page).values()))


def _guides(walk: Walk) -> dict[str, Element]:
    return {match[1]: page for at, page in walk.pages.items() if (match := GUIDE.match(at))}


def _elements(guide: Element) -> dict[str, bool]:
    def block(place: str) -> Element:
        return guide.at(place) or Element("")

    facts = next((each for each in guide.all("dl") if each.called("facts")), Element(""))
    first = next(facts.all("dd"), Element("")).text()
    places, basis = block("places"), block("basis")
    return {
        gettext_noop("时限"): bool(first) and has_content(block("steps")),
        gettext_noop("收费"): has_content(block("fee")),
        gettext_noop("联系电话"): bool(_TELEPHONE.search(places.text())),
        gettext_noop("办理地点"): has_content(places),
        gettext_noop("材料"): has_content(block("materials")),
        # A quiet line says that the bases are not there yet.
        gettext_noop("依据"): any(has_content(each) for each in basis.all("details", "li", "dd")),
    }


def check_downloads(walk: Walk, services: Services) -> Outcome:
    """Each guide gives a blank form; forms, samples, specimens and sheets can be had, and something
    stands on them."""
    guides = _guides(walk)
    asked = {at: answer for at, answer in walk.answers.items() if _TAKEN_ALONG.match(at)}
    found = [
        _finding("downloads", f"/guide/{code}", "no-form", services)
        for code, page in guides.items()
        if not any(_FORM.search(each.to) for each in links_of(page))
    ]
    for address, answer in asked.items():
        page = walk.led_from.get(address, address)
        if not is_well(answer):
            found.append(_finding("downloads", page, "no-download", services, address))
        elif _is_blank(walk, address):
            found.append(_finding("downloads", page, "empty-download", services, address))
    return _of_something("downloads", "/sitemap", len(asked) + len(guides), found)


def check_answers(walk: Walk, services: Services) -> Outcome:
    """Letters are answered in time, as the page of published answers tells of each agency.

    Time is what the kind of letter gives, and in any case five working days, also where a reason
    was given for more. An agency with a late one is a finding; one that was written nothing is not
    there. A site that does not tell of five days is judged by its own time alone.
    """
    page = walk.pages.get(_ANSWERS)
    if page is None:
        return _of_something("answers", "/", 0, [])
    offices = [each for each in page.all("tr") if "data-late" in each.attributes]
    found = [
        Finding("answers", _ANSWERS, fault, count, next(each.all("th")).text())
        for each in offices
        for fault, count in _late(each)
    ]
    return Outcome("answers", max(len(offices), 1), tuple(found))


def _late(office: Element) -> Iterator[tuple[str, str]]:
    """The heavier of both faults, with how many letters it is about."""
    for told, fault in (("data-late", "answered-late"), ("data-over-five", "answered-after-five")):
        count = office.attributes.get(told, "0")
        if count != "0":
            yield fault, count
            return


def _is_blank(walk: Walk, address: str) -> bool:
    if address in walk.pages:
        return len(main_of(walk.pages[address]).text()) < _FEWEST_SIGNS
    return len(walk.answers[address].body) < _FEWEST_BYTES


def check_search(answers: Mapping[str, Sequence[str]], words: Mapping[str, set[str]],
                 services: Services, unknown: Iterable[str] = ()) -> Outcome:  # fmt: skip
    """Each word finds what is called so among the first three; of a word that more than three
    share, among the first so many.

    `words` says which services are called by a word, `answers` what the site found for it, best
    first; `unknown` names services of which the catalogue tells no words.
    """
    found = [_finding("search", f"/guide/{code}", "words-unknown", services, code)
             for code in unknown]  # fmt: skip
    looked_at = len(found)
    for word, codes in words.items():
        first = answers.get(word, ())[: max(FIRST, len(codes))]
        looked_at += len(codes)
        found += [
            _finding("search", f"/guide/{code}", "not-found", services, word)
            for code in sorted(codes)
            if code not in first
        ]
    return _of_something("search", "/services", looked_at, found)


def hits_on(page: Element, *, at: str, origin: str) -> list[str]:
    """The services that a page of results shows, best first; none when it says it found nothing.

    A matter of several services done together stands among them as "together/<code>".
    """
    main = main_of(page)
    if main.at("none") is not None:
        return []
    hits = []
    for heading in main.all("h2", "h3"):
        for link in heading.all("a"):
            to = inner_address(link.attributes.get("href", ""), at=at, origin=origin)
            path = to[0].split("?")[0] if to else ""
            if path.startswith(("/guide/", "/together/")):
                hits.append(path.removeprefix("/guide/").removeprefix("/"))
    return list(dict.fromkeys(hits))


def _documents(walk: Walk) -> list[tuple[str, Element]]:
    return [(at, page) for at, page in walk.pages.items() if is_page(walk.answers[at])]


def _finding(check: str, page: str, fault: str, services: Services, about: str = "") -> Finding:
    """A finding, owned by the agency of the guide that the page belongs to."""
    parts = page.split("?")[0].split("/")
    of_guide = services.get(parts[2]) if len(parts) > 2 and parts[1] == "guide" else None
    return Finding(check, page, fault, about, of_guide.owner if of_guide else "")


def _of_something(check: str, page: str, looked_at: int, found: list[Finding]) -> Outcome:
    """The outcome; to have had nothing to look at is a finding itself."""
    if not looked_at:
        return Outcome(check, 0, (Finding(check, page, "nothing-looked-at"),))
    return Outcome(check, looked_at, tuple(found))
