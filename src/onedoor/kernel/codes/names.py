"""Names as people write them, and what may be shown of a person to others."""

import re
import unicodedata

from django.utils.translation import gettext_noop

from onedoor.kernel.codes.checks import BadCode

# Set by word processors and phones around pasted text; nobody sees them or meant them. The
# joiners U+200C and U+200D stay: Arabic and Mongolian writing needs them.
UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# NFC would turn these Han characters, some of them in GB 18030 names, into other ones.
_COMPATIBLE_HAN = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
# The dot in Uyghur and Kazakh names as keyboards and old systems give it; kept is U+00B7.
_DOTS = re.compile("\\s*[\u2022\u30fb\u2027\u0387\u16eb\u22c5\u2219\uff65\u2e31\u00b7]\\s*")
# Between Han a full stop is that dot as well; elsewhere it stands behind an initial.
_HAN = "[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_STOP_BETWEEN_HAN = re.compile(f"(?<={_HAN})\\s*[.\uff0e]\\s*(?={_HAN})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_WIDTH_LETTERS = {
    code: half for code, half in _HALF_WIDTH.items() if chr(half).isalnum() or half == 0x2D
}
# Rare Han live in the private use area of older systems, or are younger than our tables (Co, Cn).
_LETTERS = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Co", "Cn"})

NAME = gettext_noop("姓名")
_LONGEST = 200


class NameCharacter(BadCode):
    """{name}里有不能用的字符“{character}”，请照证件上的写法填。"""


class NameLength(BadCode):
    """请照证件上的写法填{name}，最多 {length} 个字。"""


def composed(text: str) -> str:
    """NFC, except for Han compatibility characters, which are names' own."""
    parts = _COMPATIBLE_HAN.split(text)
    return "".join(
        part if at % 2 else unicodedata.normalize("NFC", part) for at, part in enumerate(parts)
    )


def name_as_written(text: str) -> str:
    """A name in any script, however it was typed: the same name is the same characters.

    Trimmed, blanks single, without unseen marks; the dot between parts is U+00B7, Latin letters are
    half-width. Nothing is refused, so that whatever somebody looks for can be asked for.
    """
    plain = " ".join(composed(text.translate(UNSEEN).translate(_HALF_WIDTH_LETTERS)).split())
    return _STOP_BETWEEN_HAN.sub("\u00b7", _DOTS.sub("\u00b7", plain))


def person_name(text: str) -> str:
    """A name of a person as kept: as written, and nothing in it that no name has.

    Up to 200 characters, for names of several parts are long. A glyph that nobody can draw never
    blocks. Raises NameLength, NameCharacter.
    """
    name = name_as_written(text)
    if not 1 <= len(name) <= _LONGEST:
        raise NameLength(name=NAME, length=_LONGEST)
    for character in name:
        if not (_is_letter(character) or character in "·.'’- \u0640\u200c\u200d"):
            raise NameCharacter(name=NAME, character=character)
    if not _is_letter(name[0]):
        raise NameCharacter(name=NAME, character=name[0])
    return name


def mask_name(name: str) -> str:
    """A name fit for a public list: 「张*」, 「买买提·**」, "John S***"."""
    if "·" in name:
        first, _, _ = name.partition("·")
        return f"{first}·**"
    if " " in name:
        first, _, last = name.rpartition(" ")
        return f"{first} {last[0]}***"
    return name and name[0] + "*" * max(len(name) - 1, 1)


def mask_number(number: str) -> str:
    """An identity number with only its first 4 and last 4 places: 「6529**********0012」.

    Of a short one, such as a passport's, fewer places are shown: most of it stays hidden.
    """
    if len(number) <= 8:
        return number and number[0] + "*" * max(len(number) - 2, 1) + number[-1]
    if len(number) < 15:
        return number[:2] + "*" * (len(number) - 4) + number[-2:]
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 「138****2071」."""
    if len(phone) < 7:
        return "*" * len(phone)
    return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in _LETTERS
