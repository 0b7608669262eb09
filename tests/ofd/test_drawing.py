"""A page of anybody's file is drawn as it is meant, or what is not drawn is named; in bounds."""

import io
import random
import re
import struct
import time
import zipfile
from base64 import b64decode
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from tests.ofd import specimen

from ofd import Drawing, Refused, draw
from ofd.archive import packed
from ofd.objects import WORDS
from ofd.sfnt import Font, NotReadable

SVG = "{http://www.w3.org/2000/svg}"
DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PATH = '<ofd:PathObject ID="9" Boundary="0 0 50 50" {}><ofd:AbbreviatedData>{}</ofd:AbbreviatedData></ofd:PathObject>'  # noqa: E501


def _document(content: str, *, resources: str = "", more: str = "", **files: bytes) -> bytes:
    """A document of another maker: relative names, another prefix order, a page of 50 by 50."""
    head = '<?xml version="1.0"?>'
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    document = (
        f"{head}<ofd:Document {space}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 50 50</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{more}</ofd:CommonData>"
        f'<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0.xml"/></ofd:Pages>'
        f"<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>"
    )
    page = (
        f"{head}<ofd:Page {space}>{content if '<ofd:Template' in content else ''}"
        f'<ofd:Content><ofd:Layer ID="2">{"" if "<ofd:Template" in content else content}'
        f"</ofd:Layer></ofd:Content></ofd:Page>"
    )
    return packed(
        {
            "OFD.xml": f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>'
            f"<ofd:DocInfo><ofd:DocID>x</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml"
            f"</ofd:DocRoot></ofd:DocBody></ofd:OFD>".encode(),
            "Doc_0/Document.xml": document.encode(),
            "Doc_0/PublicRes.xml": (
                f'{head}<ofd:Res {space} BaseLoc="Res">{resources}</ofd:Res>'.encode()
            ),
            "Doc_0/Pages/P0.xml": page.encode(),
            "Doc_0/Annots/Annotations.xml": f"{head}<ofd:Annotations {space}/>".encode(),
            **{name.replace("__", "/"): data for name, data in files.items()},
        }
    )  # fmt: skip


def _drawn(content: str, **more: Any) -> Drawing:
    drawing = draw(_document(content, **more))
    fromstring(drawing.svg)
    return drawing


def _only(drawing: Drawing, code: str) -> bool:
    return drawing.not_drawn == (WORDS[code],)


def test_the_specimen_is_drawn_whole_with_its_seal_and_its_words() -> None:
    drawing = draw(specimen.sealed())
    root = fromstring(drawing.svg)
    assert drawing.not_drawn == ()
    assert "河湾市晨光外语培训学校" in drawing.text
    assert len(root.findall(f".//{SVG}image")) == 1
    assert root.find(f"{SVG}title").text == "民办学校办学许可证"  # type: ignore[union-attr]
    assert not draw(specimen.sealed(), seals=False).svg.count("<image")


def test_a_drawing_asks_for_nothing_outside_and_runs_nothing() -> None:
    svg = draw(specimen.sealed()).svg
    assert "<script" not in svg and "foreignObject" not in svg
    assert all(
        each.startswith(("#", "data:image/")) for each in re.findall(r'href="([^"]{0,20})', svg)
    )


def test_a_page_that_is_not_there_is_an_index_error_and_no_file_is_refused() -> None:
    with pytest.raises(IndexError):
        draw(specimen.sealed(), 7)
    with pytest.raises(Refused):
        draw(b"PK")


def test_every_letter_of_a_path_is_understood() -> None:
    data = "S 1 1 M 2 2 L 9 9 Q 1 2 3 4 B 1 2 3 4 5 6 A 5 5 0 1 0 9 9 C"
    drawing = _drawn(PATH.format('Fill="true" Rule="Even-Odd" LineWidth="2" Alpha="128"', data))
    path = fromstring(drawing.svg).find(f".//{SVG}g/{SVG}path")
    assert path is not None
    assert path.get("d") == "M1 1 M2 2 L9 9 Q1 2 3 4 C1 2 3 4 5 6 A5 5 0 1 0 9 9 Z"
    assert path.get("fill-rule") == "evenodd"
    assert drawing.not_drawn == ()


@pytest.mark.parametrize("data", ["M 1", "X 1 2", "1 2 3", "M 1e999 2", 'M 1 2" onload="x'])
def test_a_path_that_is_none_is_named(data: str) -> None:
    drawing = _drawn(PATH.format("", data.replace('"', "&quot;")))
    assert "onload" not in drawing.svg
    assert drawing.not_drawn in ((), (WORDS["broken"],))


def test_looks_are_inherited_from_what_they_are_relative_to() -> None:
    looks = (
        '<ofd:DrawParams><ofd:DrawParam ID="5" LineWidth="3"/><ofd:DrawParam ID="6" Relative="5">'
        '<ofd:StrokeColor Value="255 0 0"/></ofd:DrawParam></ofd:DrawParams>'
    )
    svg = _drawn(PATH.format('DrawParam="6"', "M 0 0 L 9 9"), resources=looks).svg
    assert 'stroke="#ff0000" stroke-width="3"' in svg


def test_looks_that_lean_on_each_other_in_a_ring_end() -> None:
    ring = (
        '<ofd:DrawParams><ofd:DrawParam ID="5" Relative="6"/><ofd:DrawParam ID="6" Relative="5"/>'
        "</ofd:DrawParams>"
    )
    assert "<path" in _drawn(PATH.format('DrawParam="6"', "M 0 0 L 9 9"), resources=ring).svg


@pytest.mark.parametrize(
    ("kind", "value", "drawn"),
    [("GRAY", "128", "#808080"), ("CMYK", "0 255 255 0", "#ff0000"), ("RGB", "1 2 3", "#010203")],
)
def test_colours_of_every_kind_are_drawn(kind: str, value: str, drawn: str) -> None:
    space = f'<ofd:ColorSpaces><ofd:ColorSpace ID="7" Type="{kind}"/></ofd:ColorSpaces>'
    content = (
        '<ofd:PathObject ID="9" Boundary="0 0 5 5" Stroke="false" Fill="true">'
        f'<ofd:FillColor ColorSpace="7" Value="{value}"/>'
        "<ofd:AbbreviatedData>M 0 0 L 5 5 L 0 5 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert f'fill="{drawn}"' in _drawn(content, resources=space).svg


def test_text_without_its_font_is_drawn_in_another_and_said() -> None:
    content = (
        '<ofd:TextObject ID="9" Boundary="1 2 40 9" Font="3" Size="4">'
        '<ofd:TextCode X="0" Y="4" DeltaX="g 2 4">好&lt;b</ofd:TextCode></ofd:TextObject>'
    )
    drawing = _drawn(content)
    assert _only(drawing, "font")
    texts = fromstring(drawing.svg).findall(f".//{SVG}text")
    assert [(each.text, each.get("x")) for each in texts] == [("好", "0"), ("<", "4"), ("b", "8")]
    assert drawing.text == "好<b"


def test_glyphs_named_by_number_are_drawn_from_the_font() -> None:
    with zipfile.ZipFile(io.BytesIO(specimen.plain())) as archive:
        font = archive.read("Doc_0/Res/Font_0.ttf")
    content = (
        '<ofd:TextObject ID="9" Boundary="1 2 40 9" Font="3" Size="4">'
        '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2">'
        "<ofd:Glyphs>5 6</ofd:Glyphs></ofd:CGTransform>"
        '<ofd:TextCode X="0" Y="4" DeltaX="4">ab</ofd:TextCode></ofd:TextObject>'
    )
    fonts = (
        '<ofd:Fonts><ofd:Font ID="3" FontName="x"><ofd:FontFile>f.ttf</ofd:FontFile></ofd:Font>'
        "</ofd:Fonts>"
    )
    # Where the font cannot be read, the letters are still told.
    for broken in (b"", b"OTTO" + bytes(200)):
        instead = _drawn(content, resources=fonts, **{"Doc_0__Res__f.ttf": broken})
        assert [each.text for each in fromstring(instead.svg).iter(f"{SVG}text")] == ["a", "b"]
        assert _only(instead, "font")
    drawing = _drawn(content, resources=fonts, **{"Doc_0__Res__f.ttf": font})
    assert drawing.not_drawn == ()
    assert [each.get("href") for each in fromstring(drawing.svg).iter(f"{SVG}use")] == [
        "#p0f3g5", "#p0f3g6",
    ]  # fmt: skip


def test_pictures_of_usual_kinds_are_drawn_and_others_named() -> None:
    content = '<ofd:ImageObject ID="9" Boundary="1 2 40 9" CTM="40 0 0 9 0 0" ResourceID="4"/>'
    media = (
        '<ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>i</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias>"
    )
    shown = _drawn(content, resources=media, Doc_0__Res__i=DOT)
    assert "data:image/png;base64," in shown.svg and shown.not_drawn == ()
    script = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for data in (script, b"", b"JB2"):
        refused = _drawn(content, resources=media, Doc_0__Res__i=data)
        assert "<image" not in refused.svg and _only(refused, "picture")


def test_what_is_not_drawn_as_meant_is_named() -> None:
    shaded = (
        '<ofd:PathObject ID="9" Boundary="0 0 5 5" Fill="true"><ofd:FillColor><ofd:AxialShd>'
        '<ofd:Segment><ofd:Color Value="9 9 9"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>'
        "<ofd:AbbreviatedData>M 0 0 L 5 5 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert 'fill="#090909"' in _drawn(shaded).svg and _only(_drawn(shaded), "shading")
    assert _only(_drawn('<ofd:VideoObject ID="1"/>'), "object")
    clipped = PATH.format("", "M 0 0 L 1 1").replace(
        "<ofd:AbbreviatedData>", "<ofd:Clips/><ofd:AbbreviatedData>"
    )
    assert _only(_drawn(clipped), "clip")


def test_what_is_hidden_stays_hidden() -> None:
    assert "<path" not in _drawn(PATH.format('Visible="false"', "M 0 0 L 9 9")).svg


def test_templates_lie_behind_and_in_front() -> None:
    line = '<?xml version="1.0"?><P><Content><Layer>{}</Layer></Content></P>'
    path = (
        '<PathObject Boundary="0 0 5 5"><AbbreviatedData>M {} 0 L 9 9</AbbreviatedData>'
        "</PathObject>"
    )
    svg = _drawn(
        '<ofd:Template TemplateID="20"/><ofd:Template TemplateID="21" ZOrder="Foreground"/>',
        more='<ofd:TemplatePage ID="20" BaseLoc="T0.xml"/>'
        '<ofd:TemplatePage ID="21" BaseLoc="T1.xml"/>',
        **{
            "Doc_0__T0.xml": line.format(path.format(1)).encode(),
            "Doc_0__T1.xml": line.format(path.format(2)).encode(),
        },
    ).svg
    assert svg.index("M1 0") < svg.index("M2 0")


def test_annotations_are_drawn_where_they_lie() -> None:
    path = (
        '<PathObject Boundary="0 0 1 1"><AbbreviatedData>M 3 3 L 4 4</AbbreviatedData></PathObject>'
    )
    page = f'<P><Annot><Appearance Boundary="7 8 9 9">{path}</Appearance></Annot></P>'
    listed = '<A><Page PageID="1"><FileLoc>P.xml</FileLoc></Page></A>'
    svg = _drawn(
        "",
        **{
            "Doc_0__Annots__Annotations.xml": listed.encode(),
            "Doc_0__Annots__P.xml": page.encode(),
        },
    ).svg
    assert 'translate(7 8)"><g' in svg


def test_units_made_of_themselves_end() -> None:
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="8" Width="9" Height="9">'
        "<ofd:Content>{0}{0}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    ).format('<ofd:CompositeObject ID="9" Boundary="0 0 9 9" ResourceID="8"/>')
    begun = time.perf_counter()
    drawing = _drawn(
        '<ofd:CompositeObject ID="9" Boundary="0 0 9 9" ResourceID="8"/>', resources=unit
    )
    assert WORDS["too-much"] in drawing.not_drawn
    assert time.perf_counter() - begun < 2


def test_a_page_of_too_much_is_cut_and_said() -> None:
    # Not alike, for what shrinks two hundredfold is not unpacked at all.
    chance = random.Random(1)
    many = "".join(PATH.format("", f"M 0 0 L 1 {chance.random()}") for _ in range(25_000))
    drawing = _drawn(many)
    assert _only(drawing, "too-much")
    letters = (
        '<ofd:TextObject ID="9" Boundary="1 2 40 9" Font="3" Size="4"><ofd:TextCode X="0" Y="4">'
        + "".join(chance.choices("一二三四五六七八九十", k=150_000))
        + "</ofd:TextCode></ofd:TextObject>"
    )  # fmt: skip
    assert WORDS["too-much"] in _drawn(letters).not_drawn


def _font(*, glyph: bytes, cmap: bytes = b"") -> bytes:
    """A TrueType font of one glyph besides the blank one."""
    tables = {
        b"head": bytes(18) + struct.pack(">H", 1000) + bytes(30) + struct.pack(">h", 1) + bytes(2),
        b"maxp": struct.pack(">IH", 0x10000, 2),
        b"loca": struct.pack(">III", 0, 0, len(glyph)),
        b"glyf": glyph,
        b"cmap": cmap or struct.pack(">HH", 0, 0),
    }
    at, directory, body = 12 + 16 * len(tables), b"", b""
    for name, data in tables.items():
        directory += struct.pack(">4sIII", name, 0, at + len(body), len(data))
        body += data
    return struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0) + directory + body


def test_a_glyph_made_of_itself_is_no_glyph() -> None:
    part = struct.pack(">HHbb", 0x22, 1, 0, 0)
    font = Font(_font(glyph=struct.pack(">hhhhh", -1, 0, 0, 0, 0) + part * 40))
    begun = time.perf_counter()
    assert font.path(1) is None
    assert time.perf_counter() - begun < 1
    assert font.path(0) == ""
    assert font.path(2) is None


def test_a_table_of_characters_that_unfolds_without_end_is_looked_up_and_not_unfolded() -> None:
    groups = struct.pack(">HHIII", 12, 0, 16 + 12 * 2, 0, 0xFFFFFFFF)
    rows = struct.pack(">IIIIII", 0, 0xFFFFFFF0, 0, 0xFFFFFFF1, 0xFFFFFFFF, 1)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + groups + rows
    font = Font(_font(glyph=b"", cmap=cmap))
    begun = time.perf_counter()
    assert font.glyph_of("字") == 0
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("data", [b"", b"OTTO" + bytes(100), b"ttcf" + b"\xff" * 40, bytes(400)])
def test_what_is_no_font_with_outlines_is_refused(data: bytes) -> None:
    with pytest.raises(NotReadable):
        Font(data)


def test_a_font_cut_anywhere_gives_glyphs_or_none_and_never_more() -> None:
    with zipfile.ZipFile(io.BytesIO(specimen.plain())) as archive:
        whole = archive.read("Doc_0/Res/Font_0.ttf")
    for at in range(0, len(whole), 997):
        for data in (whole[:at], whole[:at] + b"\xff" * 40 + whole[at + 40 :]):
            try:
                font = Font(data)
            except NotReadable:
                continue
            for glyph in range(0, 60, 7):
                assert font.path(glyph) is None or isinstance(font.path(glyph), str)
