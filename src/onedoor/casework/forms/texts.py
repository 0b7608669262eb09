"""Text as people type it: cleaned, kept in every script, and free of what cannot be stored."""

import re
import unicodedata

from django.utils.translation import gettext as _

from onedoor.kernel.codes import UNSEEN, composed, name_as_written


class Wrong(Exception):
    """What was given cannot be taken; the sentence says what to do, with {label} left open."""

    def __init__(self, sentence: str, **facts: object) -> None:
        self.sentence, self.facts = sentence, facts
        super().__init__(sentence)


# The longest text looked at before anything else is done with it.
LONGEST = 20_000
NAME_LENGTH = 100
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Co", "Cn"})


def storable(text: str) -> str:
    """The text with U+FFFD for what no database keeps: NUL and halves of surrogate pairs."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def seen(text: str) -> str:
    """What is left of the text when unseen marks and blanks at its ends are gone."""
    return text.translate(UNSEEN).strip()


def one_line(text: str) -> str:
    """One line without unseen marks; Wrong when a control character is inside."""
    line = re.sub(r"\s+", " ", composed(text.translate(UNSEEN))).strip()
    _refuse_controls(line)
    return line


def lines(text: str) -> str:
    """Several lines, each without trailing blanks; Wrong when a control character is inside."""
    whole = composed(text.translate(UNSEEN)).replace("\r\n", "\n").replace("\r", "\n")
    whole = "\n".join(line.replace("\t", " ").rstrip() for line in whole.split("\n")).strip()
    _refuse_controls(whole.replace("\n", ""))
    return whole


def _refuse_controls(text: str) -> None:
    if any(unicodedata.category(each) in ("Cc", "Cs") or each == "\ufffd" for each in text):
        raise Wrong(_("{label}里有无法保存的字符，请删去后重新填写。"))


def name(text: str) -> str:
    """A name in any script: the dot is U+00B7, Latin letters half-width, the rest untouched."""
    plain = name_as_written(text)
    _refuse_controls(plain)
    # Rare Han live in the private use area of older systems, or are younger than our tables
    # (Co, Cn): a missing glyph never blocks.
    if not any(unicodedata.category(each) in _LETTERS for each in plain):
        raise Wrong(_("{label}请按证件上的写法填写，不能只有数字或符号。"))
    return plain


def plain_marks(text: str) -> str:
    """For numbers, dates and codes: half-width, no unseen marks, trimmed."""
    half = unicodedata.normalize("NFKC", text.translate(UNSEEN))
    plain = re.sub(r"\s+", " ", half).strip()
    _refuse_controls(plain)
    return plain
