"""A photograph of a paper is laid flat on the telephone, if one wishes, before it is sent."""

import io
import math
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from tests.journeys.acts import a_draft, elsewhere
from tests.journeys.conftest import Visit
from tests.journeys.scenery import FIRM
from tests.journeys.test_without_a_network import in_time
from tests.journeys.visitor import Visitor
from tests.world import World

from onedoor.casework.cases.models import Material

pytestmark = pytest.mark.browser
SHEET = (840, 1188)
MARK, INSET = 24, 60
# Where the corners of the sheet lie in each photograph, from top left clockwise.
PHOTOS = {
    "from the side": ((180, 140), (1020, 230), (1080, 1420), (90, 1330)),
    "turned": ((330, 90), (1130, 300), (880, 1480), (60, 1270)),
    "from below": ((330, 160), (870, 150), (1140, 1480), (70, 1490)),
}


def a_photograph(quad: tuple[tuple[int, int], ...]) -> bytes:
    """A sheet with four blue marks, in light that falls off, on a dark table with grain."""
    paper = Image.new("RGB", SHEET, (245, 243, 236))
    draw = ImageDraw.Draw(paper)
    for line in range(14):
        draw.rectangle((110, 190 + line * 62, 730 - line % 4 * 90, 204 + line * 62), fill=(40,) * 3)
    for x in (INSET, SHEET[0] - INSET):
        for y in (INSET, SHEET[1] - INSET):
            draw.rectangle((x - MARK, y - MARK, x + MARK, y + MARK), fill=(20, 60, 220))
    size = (1200, 1600)
    corners = ((0, 0), (SHEET[0], 0), SHEET, (0, SHEET[1]))
    lens = through(quad, corners)
    flat = paper.transform(size, Image.Transform.PERSPECTIVE, lens, Image.Resampling.BICUBIC)
    mask = Image.new("L", SHEET, 255).transform(size, Image.Transform.PERSPECTIVE, lens)
    table = Image.effect_noise(size, 18).point(lambda v: v * 0.45).convert("RGB")
    table.paste(flat, (0, 0), mask)
    shade = Image.linear_gradient("L").resize(size).point(lambda v: 150 + v * 0.4)
    shaded = Image.composite(table, Image.new("RGB", size), shade)
    file = io.BytesIO()
    shaded.save(file, "JPEG", quality=90)
    return file.getvalue()


def through(quad: Any, corners: Any) -> list[float]:
    """The eight numbers by which Pillow looks up each point of the photograph in the sheet."""
    rows = []
    for (x, y), (u, v) in zip(quad, corners, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -x * u, -y * u, u])
        rows.append([0, 0, 0, x, y, 1, -x * v, -y * v, v])
    for column in range(8):
        pivot = max(range(column, 8), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(8):
            if row != column:
                times = rows[row][column] / rows[column][column]
                rows[row] = [a - times * b for a, b in zip(rows[row], rows[column], strict=True)]
    return [row[8] / row[at] for at, row in enumerate(rows)]


@pytest.fixture
def firm(visit: Visit, world: World) -> Visitor:
    draft = a_draft(world, world.story())
    more = {"has_touch": True, "is_mobile": True}
    return visit(390, who=FIRM, **more).goes_to(f"{draft}/documents/premises_proof?to=check")


def takes(firm: Visitor, content: bytes) -> Any:
    picture = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": content}
    firm.page.get_by_label("直接拍照").set_input_files([picture])
    panel = firm.page.get_by_role("region", name="摆正照片")
    panel.wait_for()
    return panel


def chosen(firm: Visitor) -> bytes:
    read = """async () => Array.from(new Uint8Array(
      await document.querySelector("input[capture]").files[0].arrayBuffer()))"""
    return bytes(firm.page.evaluate(read))


def marks(content: bytes) -> list[tuple[float, float]]:
    """The middle of the blue mark in each quarter, as shares of the picture."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    wide, high = picture.size
    sums = {(a, b): [0.0, 0.0, 0] for a in (0, 1) for b in (0, 1)}
    points = picture.load()
    for y in range(0, high, 2):
        for x in range(0, wide, 2):
            red, green, blue = points[x, y]
            if blue > 110 and blue > red * 2 and blue > green * 1.6:
                found = sums[(2 * x > wide, 2 * y > high)]
                found[0], found[1], found[2] = found[0] + x, found[1] + y, found[2] + 1
    return [(x / n / wide, y / n / high) for x, y, n in sums.values() if n]


@pytest.mark.parametrize("view", PHOTOS)
def test_the_four_corners_are_found_and_the_sheet_is_laid_flat(firm: Visitor, view: str) -> None:
    quad = PHOTOS[view]
    panel = takes(firm, a_photograph(quad))
    firm.sees("找到了纸的四个角")
    found = firm.page.evaluate(
        "JSON.parse(document.querySelector('[data-corners]').dataset.corners)"
    )
    for place, (x, y) in zip(found, quad, strict=True):
        assert math.hypot(place["x"] * 1200 - x, place["y"] * 1600 - y) < 8
    panel.get_by_role("button", name="摆正，用这张").click()
    panel.wait_for(state="hidden")
    flat = chosen(firm)
    seen = marks(flat)
    wanted = [(x / SHEET[0], y / SHEET[1]) for x in (INSET, SHEET[0] - INSET)
              for y in (INSET, SHEET[1] - INSET)]  # fmt: skip
    assert len(seen) == 4
    for (x, y), (u, v) in zip(seen, wanted, strict=True):
        assert abs(x - u) * SHEET[0] < 8 and abs(y - v) * SHEET[1] < 8
    middle = Image.open(io.BytesIO(flat)).convert("L").resize((40, 56)).load()
    assert min(middle[x, y] for x in (2, 37) for y in (12, 28, 50)) > 215


def test_corners_move_by_keyboard_and_the_picture_is_sent(firm: Visitor) -> None:
    panel = takes(firm, a_photograph(PHOTOS["turned"]))
    before = firm.page.evaluate("document.querySelector('[data-corners]').dataset.corners")
    corner = panel.get_by_role("button", name="左上角")
    assert corner.bounding_box()["width"] >= 44
    corner.press("ArrowRight")
    corner.press("Shift+ArrowDown")
    after = firm.page.evaluate("document.querySelector('[data-corners]').dataset.corners")
    assert before != after
    panel.get_by_role("button", name="摆正，用这张").click()
    panel.wait_for(state="hidden")
    firm.presses("上传，继续")
    assert firm.path.endswith("/check")
    assert elsewhere(Material.objects.count) == 1


def test_the_picture_as_it_was_can_be_chosen(firm: Visitor) -> None:
    picture = a_photograph(PHOTOS["from below"])
    panel = takes(firm, picture)
    panel.get_by_role("button", name="用原来的照片").click()
    panel.wait_for(state="hidden")
    assert chosen(firm) == picture


def test_where_no_sheet_is_seen_the_page_says_so_and_offers_the_whole(firm: Visitor) -> None:
    file = io.BytesIO()
    Image.effect_noise((800, 600), 60).convert("RGB").save(file, "JPEG")
    takes(firm, file.getvalue())
    in_time(lambda: "没有认出纸的边" in firm.shown)


def test_without_script_a_picture_goes_as_it_is(visit: Visit, world: World, tmp_path: Path) -> None:
    draft = a_draft(world, world.story())
    firm = visit(390, False, who=FIRM, has_touch=True, is_mobile=True)
    firm.goes_to(f"{draft}/documents/premises_proof?to=check")
    file = tmp_path / "photo.jpg"
    file.write_bytes(a_photograph(PHOTOS["turned"]))
    firm.uploads("直接拍照", file)
    firm.presses("上传，继续")
    assert firm.path.endswith("/check") and elsewhere(Material.objects.count) == 1
