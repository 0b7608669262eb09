"""Pictures as they are published: no larger than a page shows them, and with nothing hidden inside.

A photograph carries where and when it was taken, and with what; a page needs none of it, and a
village on a slow line pays for every dot.
"""

from dataclasses import dataclass

from onedoor.kernel.confined import confined
from onedoor.registers.publications import refusals as no

# Twice the width of a text column, for sharp screens; a map is still read at this size.
LONGEST = 1600
_SECONDS = 20
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
# First a line with width and height, then the picture. Of what came with it only the colours' own
# measure is taken over: a photograph of a telephone looks pale without it.
_FIT = """
import io, sys
from PIL import Image, ImageOps
kind, longest = sys.argv[1], int(sys.argv[2])
Image.MAX_IMAGE_PIXELS = None
with Image.open(sys.stdin.buffer, formats=[kind]) as opened:
    opened.draft("RGB", (2 * longest, 2 * longest))
    colours = opened.info.get("icc_profile") if opened.mode in ("RGB", "RGBA") else None
    clear = kind == "PNG" and (opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info)
    upright = ImageOps.exif_transpose(opened).convert("RGBA" if clear else "RGB")
upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
bare = Image.new(upright.mode, upright.size)
bare.paste(upright)
more = {"quality": 85, "progressive": True} if kind == "JPEG" else {}
out = io.BytesIO()
bare.save(out, kind, optimize=True, icc_profile=colours, **more)
sys.stdout.buffer.write(b"%d %d\\n" % bare.size + out.getvalue())
"""


@dataclass(frozen=True)
class Picture:
    """A picture ready to be published, and how large it is in dots."""

    content: bytes
    width: int
    height: int


def fitted(content: bytes, *, media_type: str, name: str) -> Picture:
    """The picture upright, LONGEST dots at most along its longer side, without what a camera or a
    program wrote into it. PictureUnreadable when it cannot be drawn."""
    drawn = confined(_FIT, _FORMATS[media_type], str(LONGEST), given=content, seconds=_SECONDS)
    size, _line, picture = (drawn or b"").partition(b"\n")
    if not picture:
        raise no.PictureUnreadable(where="file", name=name)
    width, height = map(int, size.split())
    return Picture(picture, width, height)
