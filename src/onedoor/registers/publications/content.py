"""What a piece says: values that editors fill in, and the blocks that readers are shown.

A body is written in lines, as official texts are: a line is a paragraph, `## ` begins a heading,
`- ` an item, `1. ` a numbered one, `| a | b |` a row of a table, `![words](file name)` shows a
picture that was uploaded; `[words](address)` inside a line is a link. Nothing else means anything,
and nothing is ever read as HTML. No database.

The Chinese text is the piece. A translation of it is part of the same content, so that whatever
happens to one happens to the other.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

# A picture is no link.
# No bracket in the words and a longest address: else a row of brackets costs its length squared.
LINK = re.compile(r"(?<!!)\[([^\[\]\n]*)\]\(([^)\s]{0,800})\)")
PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\(([^)\n]{1,300})\)")
# The languages a piece can be translated into, in the order in which they are named.
LANGUAGES = ("en", "ug")
# In place of the digest of a reading: there is none to be had.
UNREADABLE = "-"
_NUMBERED = re.compile(r"(\d{1,3})[.、]\s*(?=\S)")


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing that a policy changes, in plain words, and the matter it changes it for."""

    heading: str = ""
    text: str = ""
    # Code of a service, "bundle:code", or "" for none.
    matter: str = ""


@dataclass(frozen=True, kw_only=True)
class Attached:
    """A file that goes with a piece; kept in the store by its digest."""

    digest: str
    name: str
    media_type: str
    size: int
    # What a picture shows, for who cannot see it; how large it is in dots, 0 for what is none.
    words: str = ""
    width: int = 0
    height: int = 0
    # The digest of what was read in it; UNREADABLE, or "" while nobody has tried.
    said: str = ""

    @property
    def is_picture(self) -> bool:
        return self.media_type in ("image/jpeg", "image/png")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What a piece says in another language, in the same lines and marks.

    Its points stand in the order of the Chinese ones, whose matters they share. What a picture
    shows is said in the line of the body that shows it.
    """

    language: str
    title: str = ""
    summary: str = ""
    body: str = ""
    points: tuple[Point, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anything of it has been written."""
        return any(text.strip() for _where, text in self.texts())

    def texts(self) -> Iterator[tuple[str, str]]:
        """(field, text) of all it says; a field is called as the Chinese one: "en-title"."""
        for name, text in _said(self):
            yield f"{self.language}-{name}", text


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that an editor writes of a piece. Days are ISO, "" for none."""

    title: str = ""
    summary: str = ""
    body: str = ""
    editor: str = ""
    document_number: str = ""
    issued_on: str = ""
    valid_from: str = ""
    valid_until: str = ""
    points: tuple[Point, ...] = ()
    matters: tuple[str, ...] = ()
    files: tuple[Attached, ...] = ()
    translations: tuple[Translation, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """(field, text) of everything that readers would see, in whatever language."""
        yield from self.chinese()
        for each in self.translations:
            yield from each.texts()

    def chinese(self) -> Iterator[tuple[str, str]]:
        """(field, text) of the piece itself, without its translations."""
        yield from _said(self)
        yield from (("editor", self.editor), ("document_number", self.document_number))
        for file in self.files:
            yield "files", file.name
            yield "files", file.words

    def in_language(self, language: str) -> Translation | None:
        """Its translation into this language; None where nobody has written one."""
        return next((each for each in self.translations if each.language == language), None)

    def all_matters(self) -> tuple[str, ...]:
        """The matters of the points and of the piece itself, each once."""
        every = (*(point.matter for point in self.points), *self.matters)
        return tuple(dict.fromkeys(each for each in every if each))

    def as_json(self) -> dict[str, Any]:
        """As a row keeps it; without translations and readings as rows were before there were any.

        So an old version and a new one that says the same have the same digest.
        """
        told = asdict(self)
        if not self.translations:
            del told["translations"]
        for file in told["files"]:
            if not file["said"]:
                del file["said"]
        return told


def _said(text: "Content | Translation") -> Iterator[tuple[str, str]]:
    yield from (("title", text.title), ("summary", text.summary), ("body", text.body))
    for number, point in enumerate(text.points, 1):
        yield f"point{number}-heading", point.heading
        yield f"point{number}-text", point.text


def content_of(kept: Mapping[str, Any]) -> Content:
    """What a row keeps, as a value; unknown names are left out."""
    known = {each.name for each in fields(Content)}
    plain = {name: value for name, value in kept.items() if name in known}
    plain["points"] = _points(kept)
    plain["files"] = tuple(Attached(**each) for each in kept.get("files", ()))
    plain["matters"] = tuple(kept.get("matters", ()))
    plain["translations"] = tuple(
        Translation(**{**each, "points": _points(each)}) for each in kept.get("translations", ())
    )
    return Content(**plain)


def _points(kept: Mapping[str, Any]) -> tuple[Point, ...]:
    return tuple(Point(**each) for each in kept.get("points", ()))


@dataclass(frozen=True)
class Run:
    """Words inside a block, a link when there is an address."""

    text: str
    address: str = ""


@dataclass(frozen=True)
class Block:
    """One block of a body: heading, paragraph, list, numbered, table or picture."""

    kind: str
    runs: tuple[Run, ...] = ()
    # Items of a list, each a line of runs; rows of a table, each a tuple of cells.
    lines: tuple[tuple[Run, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    # The digest of a picture.
    file: str = ""
    start: int = field(default=1)


def runs_of(line: str) -> tuple[Run, ...]:
    """The words of a line, with its links."""
    found, at = [], 0
    for link in LINK.finditer(line):
        if link.start() > at:
            found.append(Run(line[at : link.start()]))
        found.append(Run(link[1], link[2]))
        at = link.end()
    if at < len(line):
        found.append(Run(line[at:]))
    return tuple(found)


def blocks_of(body: str, files: tuple[Attached, ...] = ()) -> tuple[Block, ...]:
    """The body as blocks, in order; a picture that was not uploaded is left as its words."""
    named = {each.name: each.digest for each in files if each.is_picture}
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, body.splitlines())):
        block = _block(line, named)
        last = blocks[-1] if blocks else None
        if last is not None and block.kind == last.kind and block.kind in ("list", "numbered"):
            joined = (*last.lines, *block.lines)
            blocks[-1] = Block(block.kind, lines=joined, start=last.start)
        elif last is not None and block.kind == last.kind == "table":
            rows = block.rows if not _is_rule(block.rows[0]) else ()
            blocks[-1] = Block("table", rows=(*last.rows, *rows))
        else:
            blocks.append(block)
    return tuple(blocks)


def _block(line: str, named: Mapping[str, str]) -> Block:
    if line.startswith("## "):
        return Block("heading", runs_of(line[3:].strip()))
    if line.startswith("- "):
        return Block("list", lines=(runs_of(line[2:].strip()),))
    if number := _NUMBERED.match(line):
        rest = runs_of(line[number.end() :])
        # 「1、」 is how paragraphs of Chinese texts are counted; only 「1.」 makes a list.
        if number[0].rstrip().endswith("."):
            return Block("numbered", lines=(rest,), start=int(number[1]))
    if line.startswith("|") and line.endswith("|") and len(line) > 2:
        return Block("table", rows=(tuple(cell.strip() for cell in line[1:-1].split("|")),))
    picture = PICTURE.fullmatch(line)
    if picture and picture[2] in named:
        return Block("picture", (Run(picture[1]),), file=named[picture[2]])
    return Block("paragraph", runs_of(line))


def _is_rule(row: tuple[str, ...]) -> bool:
    return all(cell and not cell.strip("-: ") for cell in row)


def unlinked(text: str) -> str:
    """The words of a text, without the addresses of links and the names of pictures."""
    return LINK.sub(r"\1", PICTURE.sub(r"\1", text))


def plain_text(content: Content) -> str:
    """Everything it says as words alone, in lines and every language: what is searched."""
    said: list[str] = []
    whole: tuple[Content | Translation, ...] = (content, *content.translations)
    for text in whole:
        said += [text.title, text.summary, *unlinked(text.body).splitlines()]
        said += [part for point in text.points for part in (point.heading, point.text)]
    return "\n".join(line.strip() for line in said if line.strip())
