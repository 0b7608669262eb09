"""A sealed page as a picture, and as a use copy (加注件) with words written across it.

Both are made of papers we sealed ourselves. Neither carries a seal of its own: a copy says that it
is one, and the original stays checkable by the code that is printed on both.
"""

import io
import json
from datetime import datetime
from threading import Lock

import pypdfium2
from pypdf import PdfReader, PdfWriter

from onedoor.registers.papers.fonts import fonts
from onedoor.registers.papers.render import LAYOUTS, compiler, drawable

WIDTH = 1100
# The library that draws pages must not be entered twice at once.
_drawing = Lock()


def picture(content: bytes) -> bytes:
    """The first page of a sealed PDF as PNG, WIDTH dots wide."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            document.init_forms()
            page = document[0]
            drawn = page.render(scale=WIDTH / page.get_width()).to_pil()
        finally:
            document.close()
    kept = io.BytesIO()
    drawn.quantize(128).save(kept, "PNG", optimize=False)
    return kept.getvalue()


def words(content: bytes) -> str:
    """The text that lies under the pages of a sealed PDF, in the order it was set."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()


def copied(content: bytes, *, words: tuple[str, ...], at: datetime, layout: str = "copy") -> bytes:
    """The sealed PDF as a plain one with `words` across each page; its seal is only drawn.

    `layout` says how they stand there: as on a use copy, or as on a "specimen".

    Raises FontsMissing when the machine cannot set Chinese.
    """
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(_flattened(content))))
    writer.root_object.pop("/AcroForm", None)
    for page in writer.pages:
        page.pop("/Annots", None)
        size = float(page.mediabox.width), float(page.mediabox.height)
        across = _across(words, *size, at=at, layout=layout)
        page.merge_page(PdfReader(io.BytesIO(across)).pages[0])
    writer.add_metadata({"/Title": words[0], "/Subject": " ".join(words)})
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _flattened(content: bytes) -> bytes:
    """The same pages with the picture of the seal drawn into them, and no form any more."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            document.init_forms()
            if document.formenv is None:
                # Nothing was sealed, so there is no form whose picture could be lost.
                return content
            for number in range(len(document)):
                document[number].flatten()
            kept = io.BytesIO()
            document.save(kept)
        finally:
            document.close()
    return kept.getvalue()


def _across(
    words: tuple[str, ...], width: float, height: float, *, at: datetime, layout: str
) -> bytes:
    book = fonts()
    told = {
        "words": [drawable(each, book) for each in words],
        "families": list(book.families),
        "width": width,
        "height": height,
    }
    pdf = compiler(book).compile(
        LAYOUTS / f"{layout}.typ",
        format="pdf",
        sys_inputs={"copy": json.dumps(told, ensure_ascii=False)},
        timestamp=int(at.timestamp()),
    )
    return bytes(pdf)
