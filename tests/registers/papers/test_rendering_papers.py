"""Every kind of paper can be drawn, says exactly its facts, and never fails on a name."""

import io
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import which

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from tests.registers.papers.samples import FACTS, TITLES

from onedoor.registers.papers import fonts as fonts_room
from onedoor.registers.papers import ornament
from onedoor.registers.papers.kinds import KINDS, PaperFacts
from onedoor.registers.papers.render import LAYOUTS, render

NUMBER, AGENCY = "拜新出受字〔2026〕第0008号", "拜城县新闻出版局"
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
LICENCES = ["licence-landscape", "licence-portrait"]


def page(kind: str, facts: PaperFacts | None = None, *, agency: str = AGENCY) -> bytes:
    return render(
        kind=kind,
        title=TITLES[kind],
        number=NUMBER,
        agency_name=agency,
        facts=(facts or FACTS[kind]).as_json(),
        check_code="7K3F9QWX2M4T0011",
        at=AT,
        caution="测试印章",
    )


def words(pdf: bytes) -> str:
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s", "", text)


def all_said(facts: PaperFacts) -> list[str]:
    said = [facts.remedies, facts.contact, facts.query_code, *facts.paragraphs]
    said += [each for pair in facts.fields for each in pair]
    for item in facts.items:
        said += [item.name, item.problem, item.remedy, item.basis]
    return [re.sub(r"\s", "", each) for each in said if each]


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_of_every_kind_equals_its_facts(kind: str) -> None:
    text = words(page(kind)).replace("—1—", "").replace("—2—", "")
    footer = text.find("扫描二维码")
    for said in [TITLES[kind], AGENCY, NUMBER, *all_said(FACTS[kind])]:
        assert said in text, (kind, said, footer)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_archival_tagged_and_chinese(kind: str) -> None:
    pdf = page(kind)
    reader = PdfReader(io.BytesIO(pdf))
    root = reader.trailer["/Root"]
    assert root["/Lang"].lower().startswith("zh")
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>B<", metadata, re.S)
    assert "pdfuaid:part>1<" in metadata
    assert TITLES[kind] in metadata


@pytest.mark.skipif(which("pdftoppm") is None, reason="poppler is not installed")
@pytest.mark.parametrize(
    "kind", ["acceptance", "delivery", "licence-landscape", "licence-portrait"]
)
def test_the_square_code_on_the_page_leads_to_the_check_page(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page(kind))
    command = ["pdftoppm", "-r", "100", "-png", "-singlefile", "a.pdf", "a"]
    subprocess.run(command, cwd=tmp_path, check=True)
    with Image.open(tmp_path / "a.png") as picture:
        read = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert read == ["http://127.0.0.1:8000/check/7K3F9QWX2M4T0011"]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert page("acceptance") == page("acceptance")


def test_names_that_no_font_can_draw_are_written_out_as_code_points() -> None:
    odd = "王\U0002f800\ue863\U0001f9ff\u202e小\ufe0f明\x00"
    facts = replace(FACTS["acceptance"], addressee=odd)
    text = words(page("acceptance", facts))
    assert "王" in text and "〔U+E863〕" in text and "\u202e" not in text


@pytest.mark.parametrize("name", ["𠮷野", "䶮", "ئۇيغۇر ئەلى", "Ünal Jürgen", "Ғани", "囍" * 60])
def test_names_of_many_scripts_are_drawn(name: str) -> None:
    facts = replace(FACTS["acceptance"], addressee=name)
    assert page("acceptance", facts).startswith(b"%PDF-1.7")


def test_facts_are_never_read_as_markup() -> None:
    trick = '#read("/etc/passwd") $x$ *b* = 标题 \\ <b> #panic("x")'
    facts = replace(FACTS["notice"], addressee=trick, paragraphs=(trick,))
    assert re.sub(r"\s", "", trick) in words(page("notice", facts))


def test_a_long_notice_takes_more_pages_and_its_seal_stands_once() -> None:
    facts = replace(FACTS["correction-notice"], items=FACTS["correction-notice"].items * 12)
    reader = PdfReader(io.BytesIO(page("correction-notice", facts)))
    texts = [each.extract_text() for each in reader.pages]
    assert len(texts) > 3
    assert sum("政务服务专用章" in each for each in texts) == 1
    assert all("查验码" in each for each in texts)


@pytest.mark.parametrize("kind", LICENCES)
def test_a_licence_with_much_to_say_stays_on_one_page(kind: str) -> None:
    facts = replace(FACTS[kind], fields=FACTS["licence-landscape"].fields * 3)
    pdf = page(kind, facts, agency="新疆维吾尔自治区阿克苏地区拜城县文化体育广播电视和旅游局")
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_threads_draw_side_by_side() -> None:
    expected = {kind: page(kind) for kind in ("acceptance", "delivery")}
    kinds = ["acceptance", "delivery"] * 6
    with ThreadPoolExecutor(3) as pool:
        for kind, pdf in zip(kinds, pool.map(page, kinds), strict=True):
            assert pdf == expected[kind]


def test_without_chinese_fonts_one_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(fonts_room, "_USUAL_FOLDERS", (str(tmp_path),))
    with pytest.raises(fonts_room.FontsMissing) as refused:
        page("acceptance")
    assert "fonts-noto-cjk" in refused.value.sentence
    assert refused.value.status == 503


def test_the_engraving_beside_the_layouts_is_what_the_formulas_draw() -> None:
    for name, drawing in ornament.drawings().items():
        assert (LAYOUTS / name).read_text(encoding="utf-8") == drawing
