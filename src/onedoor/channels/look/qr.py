"""QR codes drawn in the page, and the absolute address that stands in them."""

import segno
from django.conf import settings
from markupsafe import Markup


def absolute(path: str) -> str:
    """The address by which another device reaches `path`."""
    return settings.ONEDOOR_ADDRESS.rstrip("/") + path


def qr_svg(path: str) -> Markup:
    """A QR code of the absolute address of `path`, as inline SVG: always black on white."""
    return qr_of(absolute(path))


def qr_of(text: str) -> Markup:
    """A QR code of these very letters, for what is no address of ours."""
    code = segno.make(text, error="m", micro=False)
    return Markup(  # noqa: S704 - drawn by us, and it holds no words
        code.svg_inline(scale=4, border=2, dark="#000", light="#fff", omitsize=True)
    )
