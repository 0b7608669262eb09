"""Reads one YAML file of a pack and remembers on which line everything stands.

Packs come from many hands, so a file is data and nothing else: no anchors or aliases (they can grow
a page into gigabytes), no tags (they can ask for objects), no repeated keys, bounded size, bounded
depth. Whatever is wrong becomes a `Fault`; nothing in a file raises.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from onedoor.registers.catalogue.faults import Fault

# libyaml reads a folder of packs ten times faster than the pure parser.
_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST_BYTES = 1024 * 1024
DEEPEST = 40

Place = tuple[str | int, ...]

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
# Control characters no database keeps and no page shows, and halves of characters.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Source:
    """A file as it was read: its content as plain values, and the line of every place in it."""

    file: str
    content: Any
    lines: Mapping[Place, int] = field(default_factory=dict)

    def nearest(self, place: Place) -> Place:
        """The longest beginning of `place` that stands in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return place

    def line(self, place: Place = ()) -> int:
        """The line on which `place`, or what is nearest to it, begins."""
        return self.lines.get(self.nearest(place), 1)

    def fault(self, place: Place, problem: str, remedy: str) -> Fault:
        """A fault at `place` of this file."""
        return Fault(self.file, self.line(place), problem, remedy)


def read(path: Path, *, root: Path) -> tuple[Source | None, list[Fault]]:
    """The file as values with lines, and what is wrong with its writing. No source: unreadable."""
    name = path.relative_to(root).as_posix()
    text, fault = _text(path, name)
    if fault:
        return None, [fault]
    builder = _Builder(name)
    try:
        builder.take(yaml.parse(text, Loader=_Parser))
    except _Halt:
        return None, builder.faults
    except yaml.YAMLError as trouble:
        return None, [*builder.faults, _not_yaml(name, trouble)]
    except (ValueError, OverflowError, RecursionError) as trouble:
        problem = f"The file cannot be read as YAML: {trouble}."
        return None, [*builder.faults, Fault(name, 1, problem, "Write it anew, in plain YAML.")]
    return builder.source(), builder.faults


def state_of(folder: Path) -> str:
    """A digest over name and content of all that reading a folder could look at."""
    state = sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix().encode(errors="surrogateescape")
        if not path.is_file():
            state.update(name + b"\0-\0")
            continue
        try:
            with path.open("rb") as file:
                held = sha256(file.read(MOST_BYTES + 1)).digest()
        except OSError as trouble:
            held = str(trouble.errno).encode()
        state.update(name + b"\0+" + held)
    return state.hexdigest()


def _text(path: Path, name: str) -> tuple[str, Fault | None]:
    def no(problem: str, remedy: str, line: int = 1) -> tuple[str, Fault]:
        return "", Fault(name, line, problem, remedy)

    try:
        if not path.is_file():
            return no("This is not a plain file.", "Put a text file here.")
        if path.stat().st_size > MOST_BYTES:
            return no("The file is larger than 1 MB.", "A pack file is a few pages: shorten it.")
        content = path.read_bytes()
    except OSError as trouble:
        return no(f"The file cannot be read: {trouble.strerror}.", "Make it readable.")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as trouble:
        line = content[: trouble.start].count(b"\n") + 1
        return no("The file is not written in UTF-8.", "Save it as UTF-8.", line)


def _not_yaml(name: str, trouble: yaml.YAMLError) -> Fault:
    mark = getattr(trouble, "problem_mark", None) or getattr(trouble, "context_mark", None)
    line = mark.line + 1 if mark else 1
    said = trouble.problem if isinstance(trouble, yaml.MarkedYAMLError) else ""
    said = said or str(getattr(trouble, "reason", "")) or "unreadable"
    if "\\t" in said or "'\t'" in said:
        return Fault(name, line, "A tab stands where spaces belong.", "Indent with spaces only.")
    if "invalid Unicode" in said:
        problem = "A control character stands in this text."
        return Fault(name, line, problem, "Remove it.")
    remedy = "Check indentation, quotes and colons on this line and the one above."
    return Fault(name, line, f"The YAML breaks off here: {' '.join(said.split())}.", remedy)


class _Halt(Exception):
    """The rest of the file is not worth reading."""


class _Open:
    """A mapping or sequence that is being filled."""

    def __init__(self, value: dict[str, Any] | list[Any], place: Place) -> None:
        self.value = value
        self.place = place
        self.key: str | None = None
        # The value that follows a repeated key is read and thrown away.
        self.skip = False


class _Builder:
    """Builds plain values from parser events with a stack of its own, so depth cannot crash it."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.lines: dict[Place, int] = {}
        self.root: Any = None
        self.stack: list[_Open] = []
        self.documents = 0

    def source(self) -> Source:
        return Source(self.file, self.root, self.lines)

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        assert event.start_mark is not None
        line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._fault(line, "A second document begins here.", "Remove the line `---`.")
                raise _Halt
        elif isinstance(event, CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, AliasEvent):
            self._fault(line, "An alias (`*…`) stands here.", "Write the content out instead.")
            self._place(None, line)
        elif isinstance(event, ScalarEvent):
            self._plain(event, line)
            self._scalar(event, line)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._plain(event, line)
            self._open({} if isinstance(event, MappingStartEvent) else [], line)

    def _plain(self, event: Any, line: int) -> None:
        if event.anchor:
            self._fault(line, "An anchor (`&…`) stands here.", "Remove it; packs repeat in full.")
        if event.tag is not None and str(event.tag) != "!":
            self._fault(line, f"A tag (`{event.tag}`) stands here.", "Remove it; packs hold text.")

    def _open(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEEPEST:
            self._fault(line, f"This is nested more than {DEEPEST} deep.", "Make it flatter.")
            raise _Halt
        if self._wants_key():
            self._fault(line, "A list or mapping is used as a key.", "Use a plain word as key.")
            raise _Halt
        self.stack.append(_Open(value, self._place(value, line)))

    def _wants_key(self) -> bool:
        return (
            bool(self.stack)
            and isinstance(self.stack[-1].value, dict)
            and (self.stack[-1].key is None)
        )

    def _scalar(self, event: ScalarEvent, line: int) -> None:
        text = event.value
        if _NOT_TEXT.search(text):
            self._fault(line, "A control character stands in this text.", "Remove it.")
            text = _NOT_TEXT.sub("", text)
        if self._wants_key():
            self._key(text, line)
            return
        self._place(_value(text) if event.style in (None, "") else text, line)

    def _key(self, key: str, line: int) -> None:
        top = self.stack[-1]
        top.key = key
        top.skip = key in top.value
        if top.skip:
            self._fault(
                line, f"`{key}` is written twice here.", "Keep one of the two, with all it says."
            )
        else:
            self.lines[(*top.place, key)] = line

    def _place(self, value: Any, line: int) -> Place:
        if not self.stack:
            self.root, self.lines[()] = value, line
            return ()
        top = self.stack[-1]
        if isinstance(top.value, list):
            place: Place = (*top.place, len(top.value))
            self.lines[place] = line
            top.value.append(value)
            return place
        place = (*top.place, top.key or "")
        if not top.skip:
            top.value[top.key or ""] = value
        top.key = None
        return place

    def _fault(self, line: int, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, problem, remedy))


def _value(text: str) -> Any:
    """What an unquoted word means (YAML 1.2): nothing, yes or no, a number, else itself.

    A number with a leading zero is a code and stays text; so does a date, which the models read.
    """
    low = text.lower()
    if low in _WORDS:
        return _WORDS[low]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text
