"""A picture is published no larger than it is shown, upright, and with nothing hidden inside."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from onedoor.kernel.confined import confined
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications.pictures import LONGEST, Picture, fitted

_ORIENTATION, _GPS, _MADE_WITH = 0x0112, 0x8825, 0x010F


def drawn(kind: str, size: tuple[int, int], mode: str = "RGB", **more: Any) -> bytes:
    buffer = BytesIO()
    picture = Image.new(mode, size, "white" if mode != "P" else 0)
    # A dark corner: where it stands afterwards shows how the picture was turned.
    picture.paste(Image.new(mode, (size[0] // 4, size[1] // 4)), (0, 0))
    picture.save(buffer, kind, **more)
    return buffer.getvalue()


def opened(picture: Picture) -> Image.Image:
    found = Image.open(BytesIO(picture.content))
    assert found.size == (picture.width, picture.height)
    return found


def photograph(size: tuple[int, int] = (400, 300)) -> bytes:
    """As a telephone takes it: turned by a note in it, with the place and the maker."""
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MADE_WITH] = 6, "some telephone"
    exif.get_ifd(_GPS)[1] = "N"
    return drawn("JPEG", size, exif=exif, comment=b"taken at home")


def test_a_photograph_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    content = photograph()
    assert b"some telephone" in content and b"taken at home" in content
    found = opened(fitted(content, media_type="image/jpeg", name="照片.jpg"))
    assert found.size == (300, 400)
    # What was the upper left corner of the sensor is the upper right of the picture.
    assert found.getpixel((295, 5)) < (80, 80, 80) and found.getpixel((5, 5)) > (200, 200, 200)
    assert not found.getexif() and "comment" not in found.info
    for word in (b"Exif", b"some telephone", b"taken at home"):
        assert word not in fitted(content, media_type="image/jpeg", name="照片.jpg").content


@pytest.mark.parametrize("size", [(4000, 1000), (1000, 4000), (LONGEST, 20), (12, 8)])
def test_no_side_is_longer_than_a_page_shows_and_small_ones_stay(size: tuple[int, int]) -> None:
    for kind in ("JPEG", "PNG"):
        media = f"image/{kind.lower()}"
        found = opened(fitted(drawn(kind, size), media_type=media, name="图"))
        assert found.format == kind and max(found.size) == min(max(size), LONGEST)
        assert found.width / found.height == pytest.approx(size[0] / size[1], rel=0.05)


@pytest.mark.parametrize(("mode", "kept"), [("RGBA", "RGBA"), ("LA", "RGBA"), ("L", "RGB"),
                                            ("P", "RGB")])  # fmt: skip
def test_what_is_see_through_stays_so_and_every_kind_of_png_is_drawn(mode: str, kept: str) -> None:
    picture = fitted(drawn("PNG", (40, 30), mode), media_type="image/png", name="图.png")
    assert opened(picture).mode == kept


def test_a_print_shops_jpeg_becomes_one_that_browsers_show() -> None:
    found = opened(fitted(drawn("JPEG", (40, 30), "CMYK"), media_type="image/jpeg", name="图"))
    assert found.mode == "RGB"


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", drawn("JPEG", (400, 300))[:400], drawn("PNG", (40, 30))[:60]]
)
def test_what_cannot_be_drawn_is_refused_by_its_name(content: bytes) -> None:
    for media in ("image/jpeg", "image/png"):
        with pytest.raises(no.PictureUnreadable) as told:
            fitted(content, media_type=media, name="图.png")
        assert "图.png" in told.value.sentence


def test_a_hostile_file_breaks_its_own_process_alone(tmp_path: Path) -> None:
    """It has no memory, no time, no file and no environment beyond its own."""
    assert confined("import sys; sys.stdout.write('ok')", given=b"", seconds=9) == b"ok"
    assert confined("bytearray(2 * 1024**3)", given=b"", seconds=9) is None
    assert confined("while True: pass", given=b"", seconds=1) is None
    assert confined("import os; os.environ['PATH']", given=b"", seconds=9) is None
    program = f"open({str(tmp_path / 'a')!r}, 'w', buffering=1).write('x\\n')"
    assert confined(program, given=b"", seconds=9) is None and (tmp_path / "a").read_bytes() == b""
