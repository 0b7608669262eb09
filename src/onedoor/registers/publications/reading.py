"""What attached files say, read once when they come, so that every scan is pure.

Read in a process of its own with little memory and time. What was read is kept in the store beside
the file, by its digest and without the numbers of persons in it; a version names the digest.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from onedoor.kernel.confined import confined
from onedoor.kernel.ports import port
from onedoor.registers.publications.content import UNREADABLE, Attached
from onedoor.registers.publications.findings import Number, Said
from onedoor.registers.publications.in_texts import without_numbers

_SECONDS = 20
# More is left to whoever signs off: some three hundred full pages.
MOST_SIGNS = 300_000

# What somebody fills in or notes on a page is read as well: whoever opens the file sees it.
_PDF = """
import ctypes, json, sys, pypdfium2
from pypdfium2 import raw
most = int(sys.argv[1])
def noted(page):
    for at in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        note = raw.FPDFPage_GetAnnot(page, at)
        for key in (b"Contents", b"V"):
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if size > 2:
                kept = ctypes.create_string_buffer(size)
                place = ctypes.cast(kept, ctypes.POINTER(raw.FPDF_WCHAR))
                raw.FPDFAnnot_GetStringValue(note, key, place, size)
                yield kept.raw[:size - 2].decode("utf-16-le", "ignore")
        raw.FPDFPage_CloseAnnot(note)
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
pages, about = [], []
for number in range(len(document)):
    if most <= 0:
        break
    page = document[number]
    about += noted(page)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    page.close()
    text = document[number].get_textpage().get_text_range().replace("\\r\\n", "\\n")
    pages.append(text[:most])
    most -= len(text)
told = document.get_metadata_dict(skip_empty=True)
about += [told.get(name, "") for name in ("Title", "Author", "Subject", "Keywords")]
about = "\\n".join(about)
whole = most >= len(about) and len(pages) == len(document)
json.dump({"pages": pages, "about": about[:max(most, 0)], "whole": whole}, sys.stdout)
"""
# Beside its pages an OFD has what lies behind them and notes: whatever is drawn is read.
_OFD = """
import json, sys
from ofd.package import open_package, outline, tag
most = int(sys.argv[1])
package = open_package(sys.stdin.buffer.read())
found = outline(package)
def said(name):
    codes = (each for each in package.xml(name).iter() if tag(each) == "TextCode")
    return "\\n".join(each.text or "" for each in codes)
places = [place for _key, place in found.pages]
pages = []
for place in places:
    if most <= 0:
        break
    text = said(place)
    pages.append(text[:most])
    most -= len(text)
about = [each.text or "" for each in found.info.iter()]
others = (name for name in package.names if name.lower().endswith(".xml"))
about += [said(name) for name in others if name not in places]
about = "\\n".join(about)
whole = most >= len(about) and len(pages) == len(places)
json.dump({"pages": pages, "about": about[:max(most, 0)], "whole": whole}, sys.stdout)
"""
_READERS = {"application/pdf": _PDF, "application/ofd": _OFD}


def read(content: bytes, *, media_type: str) -> Said | None:
    """What a PDF or an OFD says; None where it cannot be read within the limits."""
    told = confined(
        _READERS[media_type], str(MOST_SIGNS), given=content, seconds=_SECONDS
    )  # fmt: skip
    with suppress(ValueError, KeyError, TypeError):
        return _without(json.loads(told or b""))
    return None


def _without(told: dict[str, Any]) -> Said:
    pages, numbers = [], []
    for page in (*told["pages"], told["about"]):
        bare, found = without_numbers(page)
        pages.append(bare)
        numbers += found
    *pages, about = pages
    return Said(
        pages=tuple(pages), about=about, numbers=tuple(numbers), is_whole=bool(told["whole"])
    )


def read_and_kept(content: bytes, *, media_type: str) -> str:
    """The digest under which what a file says is kept; "" for a picture, which says nothing.

    Asks the store and another process: never in a transaction.
    """
    if media_type not in _READERS:
        return ""
    said = read(content, media_type=media_type)
    return port("store").put(_packed(said)) if said else UNREADABLE


def said_in(files: Iterable[Attached]) -> dict[str, Said]:
    """What was read in these files, by the digest of the reading; nothing of what was not."""
    found: dict[str, Said] = {}
    for each in files:
        # A reading that was lost or altered is none: then whoever signs off looks at the file.
        with suppress(KeyError, ValueError, TypeError):
            if each.said not in ("", UNREADABLE):
                found[each.said] = _unpacked(port("store").get(each.said))
    return found


def _packed(said: Said) -> bytes:
    told = {
        "pages": said.pages, "about": said.about, "is_whole": said.is_whole,
        "numbers": [[each.kind, each.shown] for each in said.numbers],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _unpacked(kept: bytes) -> Said:
    told = json.loads(kept)
    numbers = tuple(Number(kind, shown) for kind, shown in told["numbers"])
    return Said(
        pages=tuple(told["pages"]), about=told["about"], numbers=numbers, is_whole=told["is_whole"]
    )
