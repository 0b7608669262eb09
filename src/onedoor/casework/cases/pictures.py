"""Handed-in pages as pictures, so that a clerk reads them without opening a stranger's file.

A PDF is drawn in a confined process; what comes out is plain PNG.
"""

from functools import lru_cache

from onedoor.casework.cases.refusals import NoSuchPage, PageNotDrawn
from onedoor.kernel.confined import confined
from onedoor.kernel.ports import port

WIDTH = 1100
_SECONDS = 10

_DRAW = """
import sys, pypdfium2
number, width = int(sys.argv[1]), int(sys.argv[2])
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
page = document[number - 1]
scale = min(width / max(page.get_width(), 1), 6000 / max(page.get_height(), 1))
page.render(scale=scale).to_pil().save(sys.stdout.buffer, "PNG")
"""


@lru_cache(maxsize=64)
def page_picture(digest: str, page: int, *, pages: int) -> bytes:
    """Page `page` (from 1) of the stored PDF as PNG, WIDTH dots wide.

    NoSuchPage beyond the last page; PageNotDrawn when it cannot be drawn within the limits, in
    which case the file itself is still there to be downloaded.
    """
    if not 1 <= page <= max(pages, 1):
        raise NoSuchPage(page=page, pages=pages)
    picture = confined(
        _DRAW, str(page), str(WIDTH), given=port("store").get(digest), seconds=_SECONDS
    )
    if picture is None or not picture.startswith(b"\x89PNG"):
        raise PageNotDrawn(page=page)
    return picture
