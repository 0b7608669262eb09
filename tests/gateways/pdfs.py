"""PDFs to seal, made without any layout."""

import io

from pypdf import PdfWriter


def a_pdf(pages: int = 1) -> bytes:
    """A small valid PDF with empty pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=300, height=300)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()
