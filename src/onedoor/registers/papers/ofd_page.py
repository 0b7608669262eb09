"""A licence as an OFD page: the facts of its PDF, drawn anew by the package `ofd`.

What cannot be drawn is said, never drawn wrong: the licence then has its PDF alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

import ofd
from ofd import ornaments, sealpicture
from ofd.pages import Item, line
from onedoor.kernel.languages import written_day
from onedoor.registers.papers.fonts import fonts
from onedoor.registers.papers.render import check_link
from onedoor.registers.papers.rules import spoken_code

RED, BROWN, GREY = "#8f0f1b", "#8f6f2c", "#555555"
_SEAL = 42.0
# Characters that no line begins with.
_PIECES = re.compile(r"[A-Za-z0-9.\-/]{1,24}|.")
_CLOSING = frozenset("，。、；：！？）】》」』”’,.;:!?)]}%")


class NotDrawn(ValueError):
    """There is no OFD of this licence; the text is a sentence for its holder."""


@dataclass(frozen=True)
class OfdPage:
    """A page ready to be sealed: what custom data it bears, and where its seal goes."""

    content: bytes
    says: Mapping[str, str]
    seal_at: tuple[float, float]


@dataclass(frozen=True)
class _Sheet:
    """Where things stand on a page of this size, in millimetres."""

    width: float
    height: float
    side: float
    title: tuple[float, float, float]  # base line, greatest size, greatest width
    below: float
    rows: tuple[float, float, float, float]  # top, height, right end, least distance in ems
    code: tuple[float, float, float]
    small: tuple[float, float, float]  # left, last base line, width
    sign: tuple[float, float]


_SHEETS = {
    "licence-landscape": _Sheet(
        width=297, height=210, side=38, title=(48, 16, 200), below=60, rows=(70, 78, 205, 0.62),
        code=(221, 66, 34), small=(38, 183, 150), sign=(231, 160),
    ),
    "licence-portrait": _Sheet(
        width=210, height=297, side=32, title=(54, 13.4, 142), below=67, rows=(84, 116, 178, 0.9),
        code=(28, 224, 33), small=(65, 266, 112), sign=(148, 222),
    ),
}  # fmt: skip


def has_ofd(kind: str) -> bool:
    """Whether papers of this kind are made as OFD too."""
    return kind in _SHEETS


def drawn(
    *, kind: str, title: str, number: str, agency_name: str, holder: str, facts: dict[str, Any],
    check_code: str, caution: str,
) -> OfdPage:  # fmt: skip
    """The page. The same facts give the same bytes.

    `facts` are `PaperFacts.as_json()`. NotDrawn when it cannot be drawn; FontsMissing.
    """
    title, number, holder = _line(title), _line(number), _line(holder)
    agency_name = _line(agency_name)
    fields = [(_line(each["label"]), _plain(each["value"])) for each in facts["fields"]]
    face = _faces()
    page = _Page(_SHEETS[kind], {name: ofd.Shape(each) for name, each in face.items()})
    identifier = facts.get("identifier", "")
    says = _says(title, number, agency_name, holder, fields, identifier)
    day = date.fromisoformat(facts["on"])
    try:
        page.head(title, _line((facts["paragraphs"] or ["电子证照"])[0]))
        page.fields(fields)
        page.code(check_link(check_code), check_code)
        page.signature(agency_name, written_day(day))
        page.small_print(
            [*_plain(facts["remedies"]).split("\n"), *_closing(number, identifier)], caution
        )
        content = ofd.write(
            ofd.Document(
                identifier=ofd.identifier_of("licence", number, check_code),
                title=title,
                created=day,
                pages=(page.done(),),
                faces=face,
                author=agency_name,
                custom=says,
            ),
            small=False,
        )
    except ofd.NeedsShaping:
        raise NotDrawn(
            _("照面上有维吾尔文等要连写的文字，OFD 版式文件还排不出来，请用 PDF。")
        ) from None
    except ofd.MissingGlyphs as lacking:
        letters = "".join(dict.fromkeys("".join(lacking.missing.values())))[:20]
        raise NotDrawn(
            _("照面上有字库里没有的字（{letters}），没有做 OFD 版式文件，请用 PDF。").format(
                letters=letters
            )
        ) from None
    x, y = page.sheet.sign
    return OfdPage(content, says, (x - _SEAL / 2, y - _SEAL / 2 - 1))


def seal_picture(name: str) -> Callable[[], bytes]:
    """Draws the round seal of an agency that has none yet."""
    return lambda: sealpicture.round_seal(name, _faces()["bold"], note="测试印章")


def _says(
    title: str,
    number: str,
    agency: str,
    holder: str,
    fields: Iterable[tuple[str, str]],
    identifier: str,
) -> dict[str, str]:
    """The custom data: what the licence is, and each fact under its label."""
    says = {"证照名称": title, "证照编号": number, "持证主体": holder, "颁发机构": agency}
    if identifier:
        says["证照标识"] = identifier
    for label, value in fields:
        name, again = label, 2
        while says.get(name, value) != value:
            name, again = f"{label}（{again}）", again + 1
        says[name] = value
    return says


def _closing(number: str, identifier: str) -> list[str]:
    said = [f"证照编号 {number}　·　以电子文件的验签结果为准"]
    return [*said, f"电子证照标识 {identifier}"] if identifier else said


class _Page:
    """One page being filled from top to bottom."""

    def __init__(self, sheet: _Sheet, shapes: Mapping[str, ofd.Shape]) -> None:
        self.sheet, self.shapes = sheet, shapes
        self._items: list[Item] = []

    def done(self) -> ofd.Page:
        sheet = self.sheet
        return ofd.Page(sheet.width, sheet.height, tuple(self._items), _ornaments(sheet))

    def head(self, title: str, subtitle: str) -> None:
        base, tallest, widest = self.sheet.title
        size = min(tallest, widest / (max(len(title), 1) * 1.22))
        middle = self.sheet.width / 2
        self._say(middle, base, title, "bold", size, RED, "middle", size * 0.2)
        self._say(middle, self.sheet.below, subtitle, "body", 4.2, BROWN, "middle", 1.6)

    def fields(self, fields: list[tuple[str, str]]) -> None:
        """The facts, as large as lets all stand above the seal; NotDrawn when none does."""
        top, height, right, apart = self.sheet.rows
        for size in (5.8, 5.4, 5.0, 4.6, 4.2, 3.8, 3.4, 3.0, 2.7):
            # The longest label, the colon behind it, and what is left for the values.
            wide = max(self._wide(label, "bold", size) for label, _value in fields)
            begins = self.sheet.side + wide + 1.4 * size
            rows = [
                (label, self._wrapped(value, "body", size, right - begins))
                for label, value in fields
            ]
            lines = sum(len(value) for _label, value in rows)
            if lines * size * 1.3 + len(rows) * size * apart <= height:
                self._rows(rows, top, size, wide, begins, size * apart)
                return
        raise NotDrawn(_("照面内容太多，一页 OFD 排不下，请用 PDF。"))

    def _rows(
        self, rows: list[tuple[str, list[str]]], top: float, size: float, wide: float,
        begins: float, gap: float,
    ) -> None:  # fmt: skip
        y = top + size
        for label, value in rows:
            left = wide - self._wide(label, "bold", size)
            spread = left / (len(label) - 1) if len(label) > 1 else 0.0
            self._say(self.sheet.side, y, label, "bold", size, RED, spacing=spread)
            self._say(self.sheet.side + wide + 0.1 * size, y, "：", "body", size, RED)
            for each in value:
                self._say(begins, y, each, "body", size)
                y += size * 1.3
            y += gap

    def code(self, link: str, check_code: str) -> None:
        x, y, size = self.sheet.code
        self._items.append(ofd.Code(x, y, size, link))
        for number, words in enumerate(("扫码核验真伪", spoken_code(check_code))):
            self._say(x + size / 2, y + size + 2.6 + 4 * number, words, "body", 2.9, GREY, "middle")

    def signature(self, agency: str, day: str) -> None:
        x, y = self.sheet.sign
        size = min(5.3, 76 / max(len(agency), 1))
        self._say(x, y, agency, "body", size, anchor="middle")
        self._say(x, y + 8, day, "body", 4.8, anchor="middle")

    def small_print(self, lines: list[str], caution: str) -> None:
        left, last, width = self.sheet.small
        told = [
            each for given in lines if given for each in self._wrapped(given, "body", 2.9, width)
        ]
        if len(told) > 6:
            raise NotDrawn(_("照面内容太多，一页 OFD 排不下，请用 PDF。"))
        coloured = [(each, "body", GREY) for each in told]
        if caution:
            coloured.append((f"{caution}，仅供演示和测试。", "bold", RED))
        top = last - 4.2 * (len(coloured) - 1)
        for number, (words, face, colour) in enumerate(coloured):
            self._say(left, top + 4.2 * number, words, face, 2.9, colour)

    def _say(
        self, x: float, y: float, words: str, face: str, size: float, colour: str = "#000000",
        anchor: str = "start", spacing: float = 0.0,
    ) -> None:  # fmt: skip
        self._items.append(ofd.Text(x, y, words, face, size, colour, anchor, spacing))

    def _wide(self, words: str, face: str, size: float) -> float:
        if lacking := self.shapes[face].missing(words):
            raise ofd.MissingGlyphs({face: lacking})
        return ofd.measure(words, self.shapes[face], size)

    def _wrapped(self, words: str, face: str, size: float, width: float) -> list[str]:
        """Lines no wider than `width`, but for a closing mark at the end."""
        lines: list[str] = []
        for paragraph in words.split("\n"):
            now, so_far = "", 0.0
            for piece in _PIECES.findall(paragraph):
                wide = self._wide(piece, face, size)
                if now and so_far + wide > width and piece not in _CLOSING:
                    lines.append(now.rstrip())
                    now, so_far = piece.lstrip(), self._wide(piece.lstrip(), face, size)
                else:
                    now, so_far = now + piece, so_far + wide
            lines.append(now.rstrip())
        return lines


@lru_cache(maxsize=4)
def _ornaments(sheet: _Sheet) -> tuple[ofd.Path, ...]:
    """The engraved lines of a page, reckoned once a process."""
    width, height = sheet.width, sheet.height
    wide = min(width, height) * 0.5
    base = sheet.below + 3.2
    return (
        ornaments.ground(width, height),
        *ornaments.rosette(width / 2, height / 2 + 6, wide),
        *ornaments.frame(width, height),
        line(width / 2 - 30, base, width / 2 + 30, base, stroke=ornaments.GOLD, width=0.3),
    )


def _faces() -> Mapping[str, ofd.Face]:
    return _read(*fonts().body)


@lru_cache(maxsize=1)
def _read(regular: tuple[Any, int], bold: tuple[Any, int]) -> Mapping[str, ofd.Face]:
    """The two weights of the body face, read once a process: each is some 25 MB."""
    return {
        name: ofd.Face(path.read_bytes(), index)
        for name, (path, index) in (("body", regular), ("bold", bold))
    }


def _plain(text: str) -> str:
    """Text as it is drawn and told: no controls, no variation selectors, no blanks at its ends."""
    text = re.sub(r"\r\n?", "\n", unicodedata.normalize("NFC", text))
    return "".join(each for each in text if _is_drawn(each)).strip()


def _line(text: str) -> str:
    """The same on one line."""
    return " ".join(_plain(text).split())


def _is_drawn(letter: str) -> bool:
    if "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef":
        return False
    return letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
