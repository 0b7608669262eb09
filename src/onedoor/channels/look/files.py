"""Files as they are handed out: by themselves, and without any power."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PICTURES = ("image/jpeg", "image/png")
# Whatever a file holds, it runs nothing, loads nothing and sends nothing from here.
ALONE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; frame-ancestors 'self'; sandbox"
)


def powerless(content: bytes, *, kind: str, name: str, save: bool) -> HttpResponse:
    """A public file, sandboxed and never sniffed; pictures and PDF are shown, others are saved."""
    response = HttpResponse(content, content_type=kind)
    inline = not save and (kind in PICTURES or kind == "application/pdf")
    response.headers["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    response.headers["Content-Security-Policy"] = ALONE
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
