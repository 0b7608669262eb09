"""Text as people type it: cleaned, kept in every script, and free of what cannot be stored."""

import re
import unicodedata

from django.utils.translation import gettext as _


class Wrong(Exception):
    """What was given cannot be taken; the sentence says what to do, with {label} left open."""

    def __init__(self, sentence: str, **facts: object) -> None:
        self.sentence, self.facts = sentence, facts
        super().__init__(sentence)


# The longest text looked at before anything else is done with it.
LONGEST = 20_000
NAME_LENGTH = 100

# Set by word processors and phones around pasted text; nobody sees them or meant them. The
# joiners U+200C and U+200D stay: Arabic and Mongolian writing needs them.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Co", "Cn"})
# NFC would turn these Han characters, some of them in GB 18030 names, into other ones.
_COMPATIBLE_HAN = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_LOOK_ALIKE_DOTS = re.compile("\\s*[\u2022\u30fb\u2027\u0387\u22c5\u2219\uff65\u2e31\u00b7]\\s*")
_DOT_BETWEEN_HAN = re.compile(
    "(?<=[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af])\\s*[.\uff0e]\\s*"
    "(?=[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af])"
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL_WIDTH_LETTERS = {
    code: half for code, half in _FULL_WIDTH.items() if chr(half).isalnum() or half == 0x2D
}


def storable(text: str) -> str:
    """The text with U+FFFD for what no database keeps: NUL and halves of surrogate pairs."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", text)


def seen(text: str) -> str:
    """What is left of the text when unseen marks and blanks at its ends are gone."""
    return text.translate(_UNSEEN).strip()


def composed(text: str) -> str:
    """NFC, except for Han compatibility characters, which are names' own."""
    parts = _COMPATIBLE_HAN.split(text)
    return "".join(
        part if at % 2 else unicodedata.normalize("NFC", part) for at, part in enumerate(parts)
    )


def one_line(text: str) -> str:
    """One line without unseen marks; Wrong when a control character is inside."""
    line = re.sub(r"\s+", " ", composed(text.translate(_UNSEEN))).strip()
    _refuse_controls(line)
    return line


def lines(text: str) -> str:
    """Several lines, each without trailing blanks; Wrong when a control character is inside."""
    whole = composed(text.translate(_UNSEEN)).replace("\r\n", "\n").replace("\r", "\n")
    whole = "\n".join(line.replace("\t", " ").rstrip() for line in whole.split("\n")).strip()
    _refuse_controls(whole.replace("\n", ""))
    return whole


def _refuse_controls(text: str) -> None:
    if any(unicodedata.category(each) in ("Cc", "Cs") or each == "\ufffd" for each in text):
        raise Wrong(_("{label}里有无法保存的字符，请删去后重新填写。"))


def name(text: str) -> str:
    """A name in any script: the dot is U+00B7, Latin letters half-width, the rest untouched."""
    plain = one_line(text.translate(_FULL_WIDTH_LETTERS))
    plain = _DOT_BETWEEN_HAN.sub("\u00b7", _LOOK_ALIKE_DOTS.sub("\u00b7", plain))
    # Rare Han live in the private use area of older systems, or are younger than our tables
    # (Co, Cn): a missing glyph never blocks.
    if not any(unicodedata.category(each) in _LETTERS for each in plain):
        raise Wrong(_("{label}请按证件上的写法填写，不能只有数字或符号。"))
    return plain


def plain_marks(text: str) -> str:
    """For numbers, dates and codes: half-width, no unseen marks, trimmed."""
    half = unicodedata.normalize("NFKC", text.translate(_UNSEEN))
    plain = re.sub(r"\s+", " ", half).strip()
    _refuse_controls(plain)
    return plain
