"""Reading a page: its title, headings, links and places, and what of it is empty."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What says what a part is about, and is not the part itself.
_LABELS = _HEADINGS | {"caption", "thead", "figcaption", "script", "style", "template"}
_THINGS = {"img", "input", "textarea", "select", "button", "video", "iframe", "canvas"}
_PARTS = {"section", "ul", "ol", "dl", "table", "dd"}
_SOURCES = {"a": "href", "link": "href", "use": "href", "img": "src", "script": "src"}
_PROMISES = re.compile(
    r"正在补充|正在建设|建设中|敬请期待|待补充|暂未上传|lorem ipsum|coming soon", re.I
)
# A longer sentence that has such words is about something else.
_LONGEST_PROMISE = 20


@dataclass
class Element:
    """An element of a page, with what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator["Element"]:
        """Itself and the elements in it, as they stand; of these tags if any is named."""
        waiting = [self]
        while waiting:
            each = waiting.pop()
            if not tags or each.tag in tags:
                yield each
            waiting += [one for one in reversed(each.inside) if isinstance(one, Element)]

    def text(self, *, without: frozenset[str] = frozenset({"script", "style"})) -> str:
        """The words in it, with single blanks; `without` names the tags left out."""
        return " ".join(" ".join(self._words(without)).split())

    def _words(self, without: frozenset[str]) -> Iterator[str]:
        for each in self.inside:
            if isinstance(each, str):
                yield each
            elif each.tag not in without:
                yield from each._words(without)

    def called(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def at(self, place: str) -> "Element | None":
        """The element with this id."""
        return next((each for each in self.all() if each.attributes.get("id") == place), None)


@dataclass(frozen=True)
class Link:
    """Where a page leads to, as written there; `is_followed` unless it asks not to be."""

    to: str
    is_followed: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        each = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(each)
        if tag not in _VOID:
            self._open.append(each)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def read(text: str) -> Element:
    """The page as a tree; whatever stands there, something comes back."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root


def title_of(page: Element) -> str:
    """What the window is called; "" when it has no name."""
    return next((each.text() for each in page.all("title")), "")


def heading_of(page: Element) -> str:
    """The first heading of the first order; "" when there is none."""
    return next((each.text() for each in page.all("h1")), "")


def links_of(page: Element) -> list[Link]:
    """Everything the page leads to or is made of, as written there, each once."""
    found: dict[str, Link] = {}
    for each in page.all(*_SOURCES):
        to = each.attributes.get(_SOURCES[each.tag], "").strip()
        if to:
            asks_not = "nofollow" in each.attributes.get("rel", "").split()
            found.setdefault(to, Link(to, not asks_not))
    return list(found.values())


def places_of(page: Element) -> set[str]:
    """Every id one can be led to."""
    names = {each.attributes.get("id", "") for each in page.all()}
    return (names | {each.attributes.get("name", "") for each in page.all("a")}) - {""}


def main_of(page: Element) -> Element:
    """What is the page's own, without head and foot."""
    return next(page.all("main"), page)


def has_content(part: Element) -> bool:
    """Whether there is more in it than labels and ornaments."""
    if part.text(without=frozenset(_LABELS)):
        return True
    return any(
        each.tag in _THINGS or (each.tag == "svg" and not each.called("icon"))
        for each in part.all()
    )


def empty_parts(page: Element) -> list[str]:
    """What is empty on it, each by a name one can find it by: lists, sections, columns, promises
    of a content to come. Parts in an empty part are not named again; hidden ones are left out."""
    return list(_empty_in(main_of(page), "")) + _promised(main_of(page))


def _empty_in(part: Element, beneath: str) -> Iterator[str]:
    for each in part.inside:
        if not isinstance(each, Element) or _is_hidden(each):
            continue
        if each.tag in _HEADINGS:
            beneath = each.text()
        name = next((one.text() for one in each.all(*_HEADINGS)), "") or beneath
        if each.tag in _PARTS and not has_content(each):
            yield f"{name} <{each.tag}>".strip()
            continue
        if each.tag == "table":
            yield from (f"{name} {column}".strip() for column in _empty_columns(each))
        yield from _empty_in(each, beneath)


def _is_hidden(part: Element) -> bool:
    return "hidden" in part.attributes or part.attributes.get("aria-hidden") == "true"


def _empty_columns(table: Element) -> Iterator[str]:
    rows = [list(row.all("th", "td")) for row in table.all("tr")]
    cells = [each for row in rows for each in row]
    is_plain = not any({"colspan", "rowspan"} & set(each.attributes) for each in cells)
    if not is_plain or len(rows) < 2 or len({len(row) for row in rows}) != 1:
        return
    for heading, *column in zip(*rows, strict=True):
        if heading.text() and not any(has_content(each) for each in column):
            yield heading.text()


def _promised(page: Element) -> list[str]:
    texts = [each.text() for each in page.all("p", "li", "dd", "td")]
    return [text for text in texts if len(text) <= _LONGEST_PROMISE and _PROMISES.search(text)]
