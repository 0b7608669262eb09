"""What a sealed licence says, read back from the bytes of its files and from nothing else."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from onedoor.kernel.ports import port
from onedoor.registers.papers import copies
from onedoor.registers.papers.fonts import fonts
from onedoor.registers.papers.render import drawable

_RIGHT_TO_LEFT = ("R", "AL")


@dataclass(frozen=True)
class FileRead:
    """A file as read: whether its seal holds, its words, and what it says by name (OFD)."""

    holds: bool
    words: str
    says: Mapping[str, str] = field(default_factory=dict)

    def tells(self, said: str) -> bool:
        """Whether `said` stands on its pages; blanks, and where lines break, do not count.

        Of what is written from right to left each word must stand there, in whatever order the
        reader of the file brings them.
        """
        drawn = str(drawable(said, fonts()))
        if any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in drawn):
            return all(squeezed(word) in self.words for word in drawn.split())
        return squeezed(drawn) in self.words

    def says_of(self, label: str) -> frozenset[str]:
        """What it says under this name; where two lines bear one name, both."""
        again = f"{label}（"
        return frozenset(
            each
            for name, each in self.says.items()
            if name == label or (name.startswith(again) and name[len(again) : -1].isdecimal())
        )


def pdf_read(content: bytes) -> FileRead:
    """A sealed PDF, as whoever verifies it would read it."""
    seal = port("sealer").check(content)
    return FileRead(seal.whole and seal.trusted, squeezed(copies.words(content)))


def ofd_read(content: bytes) -> FileRead:
    """A sealed OFD: its pages and its custom data."""
    seal = port("ofd_sealer").check(content, words=True)
    return FileRead(seal.whole and seal.trusted, squeezed(seal.words), seal.says)


@dataclass(frozen=True)
class OfdFile:
    """A sealed OFD with what is read from these very bytes: nobody else can say what they say."""

    content: bytes = field(repr=False)
    read: FileRead = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "read", ofd_read(self.content))


def squeezed(text: str) -> str:
    """Letters alone: no blanks, no controls, no variation selectors."""
    return unicodedata.normalize("NFC", text).translate(_LETTERS)


class _Letters(dict[int, str]):
    """Each letter, or nothing where nothing is seen of it; found once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = told = "" if letter.isspace() or _is_unseen(letter) else letter
        return told


def _is_unseen(letter: str) -> bool:
    is_selector = "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"
    return is_selector or unicodedata.category(letter) in ("Cc", "Cf", "Cs")


_LETTERS = _Letters()
