"""An OFD file holds what was said, in letters it brings along, and is the same every time."""

import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import Element, fromstring

import pytest
from fontTools.ttLib import TTFont
from tests.ofd import specimen

from ofd import (
    Code,
    Document,
    Image,
    MissingGlyphs,
    NeedsShaping,
    Page,
    Path,
    Shape,
    Text,
    archive,
    identifier_of,
    measure,
    write,
)
from ofd.package import open_package, outline

NS = {"o": "http://www.ofdspec.org/2016"}


def _files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _page(*items: object, **more: object) -> Document:
    return replace(
        specimen.certificate(), pages=(Page(100, 50, items),), attachments=(), **more  # type: ignore[arg-type]
    )  # fmt: skip


def _content(document: Document) -> Element:
    return fromstring(_files(write(document))["Doc_0/Pages/Page_0/Content.xml"])


def test_the_same_data_give_the_same_file() -> None:
    assert write(specimen.certificate()) == specimen.written()


def test_another_process_gives_the_same_file() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys; from tests.ofd import specimen as s\n"
         "sys.stdout.buffer.write(s.written())"],
        check=True, capture_output=True,
    )  # fmt: skip
    assert told.stdout == specimen.written()


def test_the_package_is_one_document_with_its_pages_and_names() -> None:
    package = open_package(specimen.written())
    found = outline(package)
    assert [place for _, place in found.pages] == ["Doc_0/Pages/Page_0/Content.xml"]
    told = fromstring(_files(specimen.written())["OFD.xml"])
    assert told.findtext(".//o:Title", namespaces=NS) == "民办学校办学许可证"
    custom = {each.get("Name"): each.text for each in told.iterfind(".//o:CustomData", NS)}
    assert custom["证照编号"] == "教民 165000070000018 号"


def test_identifiers_are_given_once_and_none_is_above_the_greatest() -> None:
    files = _files(specimen.written())
    used = [
        int(each.get("ID", ""))
        for name, data in files.items()
        if name.endswith(".xml") and "Attach" not in name
        for each in fromstring(data).iter()
        if each.get("ID")
    ]
    greatest = fromstring(files["Doc_0/Document.xml"]).findtext(".//o:MaxUnitID", namespaces=NS)
    assert len(used) == len(set(used))
    assert max(used) <= int(greatest or 0)


def test_every_letter_is_in_the_font_that_comes_along() -> None:
    files = _files(specimen.written())
    fonts = [TTFont(io.BytesIO(data)) for name, data in files.items() if name.endswith(".ttf")]
    page = specimen.certificate().pages[0]
    letters = {each for item in page.items if isinstance(item, Text) for each in item.text}
    assert {"glyf"} <= set(fonts[0].keys())
    assert letters <= {chr(code) for font in fonts for code in font.getBestCmap()}
    # A subset, and not the fourteen megabytes it was taken from.
    assert all(len(data) < 80_000 for name, data in files.items() if name.endswith(".ttf"))


def test_what_lies_behind_is_a_file_of_its_own_and_the_same_in_every_document() -> None:
    one = _files(specimen.written())
    other = _files(write(replace(specimen.certificate(), title="另一份", attachments=())))
    name = "Doc_0/Tpls/Tpl_0/Content.xml"
    assert one[name] == other[name] and b"PathObject" in one[name]
    assert b"TextObject" not in one[name]
    used = fromstring(one["Doc_0/Pages/Page_0/Content.xml"]).find("o:Template", NS)
    told = fromstring(one["Doc_0/Document.xml"]).find(".//o:TemplatePage", NS)
    assert used is not None and told is not None
    assert used.get("TemplateID") == told.get("ID")


def test_what_lies_behind_is_compressed_once_a_process_however_many_are_sealed() -> None:
    specimen.sealed_anew()
    before = archive._known.cache_info()
    specimen.sealed_anew()
    after = archive._known.cache_info()
    # What lies behind, and the seal.
    assert (after.hits - before.hits, after.misses - before.misses) == (2, 0)


def test_pages_of_one_kind_share_what_lies_behind_them() -> None:
    behind = (Path("M 0 0 L 9 9"),)
    pages = (Page(100, 50, (), behind), Page(100, 50, (), behind), Page(50, 50, (), behind))
    names = _files(write(replace(specimen.certificate(), pages=pages)))
    assert len([each for each in names if "/Tpls/" in each]) == 2


def test_two_weights_of_a_family_have_two_names() -> None:
    root = fromstring(_files(specimen.written())["Doc_0/PublicRes.xml"])
    names = [each.get("FontName") for each in root.iterfind(".//o:Font", NS)]
    assert len(names) == 2 and len(set(names)) == 2


def test_steps_between_letters_are_those_of_the_font() -> None:
    root = _content(_page(Text(10, 20, "第 1 号", "body", 10)))
    code = root.find(".//o:TextCode", NS)
    assert code is not None
    steps = [float(each) for each in code.get("DeltaX", "").split()]
    shape = Shape(specimen.face())
    assert steps == pytest.approx([10 * each for each in shape.advances("第 1 号")[:-1]], abs=1e-3)
    assert sum(steps) + 10 == pytest.approx(measure("第 1 号", shape, 10), abs=1e-3)


@pytest.mark.parametrize(("anchor", "left"), [("start", 50.0), ("middle", 40.0), ("end", 30.0)])
def test_a_line_stands_where_its_anchor_says(anchor: str, left: float) -> None:
    root = _content(_page(Text(50, 20, "许可", "body", 10, anchor=anchor)))
    told = root.find(".//o:TextObject", NS)
    assert told is not None
    assert float(told.get("Boundary", "").split()[0]) == left


def test_a_character_no_font_has_is_named_and_nothing_is_written() -> None:
    with pytest.raises(MissingGlyphs) as refused:
        write(
            _page(
                Text(1, 9, "王\U00031350\U00031350\ue000", "body", 4), Text(1, 9, "好", "body", 4)
            )
        )
    assert refused.value.missing == {"body": "\U00031350\ue000"}
    assert "U+31350" in str(refused.value)


@pytest.mark.parametrize("text", ["ئالىيە", "नाम", "ᠮᠣᠩᠭᠣᠯ", "e\u0301"])
def test_a_script_whose_letters_join_is_refused_by_name(text: str) -> None:
    with pytest.raises(NeedsShaping):
        write(_page(Text(1, 9, text, "body", 4)))


@pytest.mark.parametrize(
    "item",
    [
        Text(1, 9, "好", "body", 4, "red"),
        Text(float("nan"), 9, "好", "body", 4),
        Path("M 0 0 L 1 1", stroke="#12345"),
        Image(0, 0, 10, 10, b"GIF89a"),
        Image(0, 0, 10, 10, b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_what_makes_no_page_is_refused(item: object) -> None:
    with pytest.raises(ValueError, match=r"not a|a picture"):
        write(_page(item))


def test_marks_of_xml_and_control_characters_do_no_harm() -> None:
    doc = _page(Text(1, 9, "<&>", "body", 4), title="a<b>&\x00\x1b", custom={'"<': "]]>"})
    told = fromstring(_files(write(doc))["OFD.xml"])
    assert told.findtext(".//o:Title", namespaces=NS) == "a<b>&"
    assert _content(doc).findtext(".//o:TextCode", namespaces=NS) == "<&>"


def test_a_picture_used_twice_is_kept_once() -> None:
    png = specimen.sealpicture.round_seal("甲", specimen.face())
    files = _files(write(_page(Image(0, 0, 9, 9, png), Image(9, 0, 9, 9, png))))
    assert [name for name in files if name.endswith(".png")] == ["Doc_0/Res/Image_0.png"]


def test_a_code_is_one_path_inside_its_quiet_zone() -> None:
    root = _content(_page(Code(10, 10, 30, "https://door.example/1")))
    (path,) = root.findall(".//o:PathObject", NS)
    data = path.findtext("o:AbbreviatedData", "", NS)
    module, _, _, same, _, _ = map(float, path.get("CTM", "").split())
    left, top, wide, tall = map(float, path.get("Boundary", "").split())
    assert (left, top, wide, tall) == (10, 10, 30, 30) and module == same
    numbers = [10 + module * float(each) for each in data.split() if each[0].isdigit()]
    # Four modules are left free on each side.
    assert min(numbers) == pytest.approx(10 + 4 * module)
    assert max(numbers) == pytest.approx(40 - 4 * module)


def test_identifiers_of_other_parts_differ() -> None:
    assert identifier_of("a", "bc") != identifier_of("ab", "c")
    with pytest.raises(ValueError, match="32 hex"):
        write(replace(specimen.certificate(), identifier="x"))
