"""What a scan says: its findings, the lists it goes by, and what it must know of the site. Pure."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onedoor.registers.publications.letters import UNSEEN

Weight = Literal["stops", "look", "hint"]


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A word of a list: what to say instead and on what ground; not where `unless` stands."""

    word: str
    say: str = ""
    basis: str = ""
    unless: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The lists that a scan goes by."""

    spam: Sequence[Worded] = ()
    banned: Sequence[Worded] = ()
    plainer: Sequence[Worded] = ()
    # Words in Latin letters that Chinese sentences may hold, in small letters.
    latin: Collection[str] = frozenset()
    # Ends of host names that may be linked to without a look.
    hosts: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing seen: its kind, how much it weighs, in which field, and the words around it."""

    kind: str
    weight: Weight
    where: str
    quote: str
    say: str = ""
    basis: str = ""
    # The name of the file it was seen in, and how many times.
    file: str = ""
    count: int = 1

    @property
    def key(self) -> str:
        """The same for the same thing in the same words: what a look is remembered by."""
        where = f"{self.where}|{self.file}" if self.file else self.where
        return f"{self.kind}|{where}|{self.quote}"


@dataclass(frozen=True)
class Number:
    """A number of somebody in a text: its kind, and as it may be shown."""

    kind: str
    shown: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an attached file says: page by page, and of itself; without the numbers of persons,
    which stand beside it as they may be shown. `is_whole`: nothing of it was left unread."""

    pages: tuple[str, ...] = ()
    about: str = ""
    numbers: tuple[Number, ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What a scan needs to know beside the piece: the site's own addresses, who elsewhere does not
    answer and who was not asked; and what attached files say, by the digest of their reading."""

    is_ours: Callable[[str], bool] = field(default=lambda address: True)
    silent: Collection[str] = frozenset()
    unasked: Collection[str] = frozenset()
    own_hosts: Collection[str] = frozenset()
    said: Mapping[str, Said] = field(default_factory=dict)


_AROUND = 12


def stops(findings: Sequence[Finding]) -> list[Finding]:
    """Those that nobody may wave through."""
    return [each for each in findings if each.weight == "stops"]


def to_look_at(findings: Sequence[Finding]) -> list[Finding]:
    """Those that whoever signs off must have looked at."""
    return [each for each in findings if each.weight == "look"]


def around(text: str, start: int, end: int) -> str:
    """What stands there, with the words around it."""
    near = UNSEEN.sub("", text[max(0, start - _AROUND) : end + _AROUND])
    # A long number beside it is told of in its own finding, masked.
    return " ".join(re.sub(r"[0-9]{7,}[Xx]?", "…", near).split())
