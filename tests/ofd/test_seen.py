"""What a person sees of a sealed certificate: its seal is red, its code can be scanned."""

import io
import shutil
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from tests.ofd import specimen

from ofd import draw

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
# Pixels in a millimetre: a page of 210 mm becomes 840 of them wide.
SCALE = 4


@pytest.fixture(scope="module")
def picture() -> Iterator[Image.Image]:
    if not shutil.which(CHROMIUM):
        pytest.skip("Chromium is not installed: make test installs it, or apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        page = opened.new_page(viewport={"width": 210 * SCALE, "height": 297 * SCALE})
        style = "<style>body{margin:0} svg{display:block;width:100vw;height:100vh}</style>"
        page.set_content(style + draw(specimen.sealed()).svg)
        yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        opened.close()


def test_the_code_can_be_scanned(picture: Image.Image) -> None:
    told = [each.text for each in zxingcpp.read_barcodes(picture)]
    assert told == ["https://door.example/check/650000-2026-000018-7Q2M"]


def test_the_seal_stands_red_where_it_was_put(picture: Image.Image) -> None:
    middle = ((133 + 21) * SCALE, (217 + 21) * SCALE)
    red, green, blue = picture.getpixel(middle)  # type: ignore[misc]
    assert red > 150 and max(green, blue) < 80


def test_letters_are_drawn_dark_on_the_colour_of_the_paper(picture: Image.Image) -> None:
    # The row with the name of the school.
    row = picture.crop((66 * SCALE, 102 * SCALE, 126 * SCALE, 109 * SCALE)).convert("L")
    dark = sum(row.histogram()[:90]) / (row.width * row.height)
    assert 0.05 < dark < 0.4
