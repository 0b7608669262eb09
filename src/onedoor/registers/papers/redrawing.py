"""Anybody's OFD drawn for looking at, as SVG or PDF. A drawing proves nothing: see `checks`."""

import json
import re
from dataclasses import dataclass
from functools import partial

import ofd
from onedoor.registers.papers.fonts import fonts
from onedoor.registers.papers.render import LAYOUTS, compiler

# A page is drawn in a tenth of a second; a book is not what anybody brings here.
MOST_PAGES = 200
_SIZE = re.compile(r'viewBox="\S+ \S+ (\S+) (\S+)"')


@dataclass(frozen=True)
class Redrawn:
    """The pages of a file, and in words what of them was not drawn as the file means it."""

    title: str
    pages: tuple[ofd.Drawing, ...]
    more: int = 0

    @property
    def not_drawn(self) -> tuple[str, ...]:
        """Each sentence once, in the order met."""
        told = dict.fromkeys(word for page in self.pages for word in page.not_drawn)
        return (*told, *((f"后面还有 {self.more} 页，没有画出。",) if self.more else ()))

    def pdf(self) -> bytes:
        """The pages as one PDF. FontsMissing when the machine cannot set Chinese."""
        book = fonts()
        # What no font in the file draws is drawn in ours: "serif" alone names none of them.
        ours = f'font-family="{", ".join(book.families)}"'
        sheets = [
            {
                "svg": each.svg.replace('font-family="serif"', ours),
                "text": each.text[:500] or self.title or "OFD",
                **dict(zip(("width", "height"), _size(each.svg), strict=True)),
            }
            for each in self.pages
        ]
        told = {"pages": json.dumps(sheets, ensure_ascii=False), "title": self.title}
        return bytes(compiler(book).compile(LAYOUTS / "pages.typ", format="pdf", sys_inputs=told))


def redrawn(content: bytes, *, most: int = MOST_PAGES) -> Redrawn:
    """The first pages of an OFD of whatever software; ofd.Refused, with a sentence, for no OFD."""
    title, count = ofd.titled(content)
    return Redrawn(
        title, tuple(map(partial(ofd.draw, content), range(min(count, most)))), max(0, count - most)
    )


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    assert found is not None, "every drawing says its size"
    return float(found[1]), float(found[2])
