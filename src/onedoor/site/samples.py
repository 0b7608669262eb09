"""Sample papers, drawn: what a sample applicant hands in. Marked as samples on every page."""

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_PAGE = (1240, 1754)  # A4 at 150 dots an inch
_FONTS = ("NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "NotoSansCJK*.*")


@cache
def _han_font() -> str:
    """A font file with Chinese on this machine, or "" when there is none."""
    fonts = (each for name in _FONTS for each in Path("/usr/share/fonts").rglob(name))
    return str(next(fonts, ""))


@cache
def drawn_document(title: str, mark: str) -> bytes:
    """A one-page PDF that looks like a scanned paper called `title`; `mark` makes it its own."""
    page = Image.new("RGB", _PAGE, "white")
    pen = ImageDraw.Draw(page)
    file = _han_font()
    big, small = (
        (ImageFont.truetype(file, size) if file else ImageFont.load_default(size))
        for size in (64, 28)
    )
    pen.text((_PAGE[0] / 2, 240), title, fill="#14191F", font=big, anchor="mm")
    for row in range(22):
        width = 960 if row % 5 != 4 else 520
        pen.line((140, 420 + row * 44, 140 + width, 420 + row * 44), fill="#9AA5B0", width=3)
    pen.ellipse((820, 1330, 1060, 1570), outline="#A61B1B", width=6)
    pen.text((940, 1450), "样例", fill="#A61B1B", font=big, anchor="mm")
    pen.text((140, 1660), f"示例材料，仅供演示 {mark}"[:60], fill="#46505A", font=small)
    into = BytesIO()
    page.save(into, "PDF", resolution=150)
    return into.getvalue()
