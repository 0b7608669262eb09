"""Handed-in pages as pictures, so that a clerk reads them without opening a stranger's file.

A PDF is drawn in a process of its own with little memory and little time: what a hostile file can
break is that process, and nothing of ours. What comes out is plain PNG.
"""

import resource
import subprocess
import sys
from functools import lru_cache

from onedoor.casework.cases.refusals import NoSuchPage, PageNotDrawn
from onedoor.kernel.ports import port

WIDTH = 1100
_SECONDS = 10
_MEMORY = 1024**3

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
    try:
        drawn = subprocess.run(
            [sys.executable, "-I", "-c", _DRAW, str(page), str(WIDTH)],
            input=port("store").get(digest),
            capture_output=True,
            timeout=_SECONDS,
            preexec_fn=_limits,
            env={},
        )
    except subprocess.TimeoutExpired as late:
        raise PageNotDrawn(page=page) from late
    if drawn.returncode != 0 or not drawn.stdout.startswith(b"\x89PNG"):
        raise PageNotDrawn(page=page)
    picture: bytes = drawn.stdout
    return picture


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
