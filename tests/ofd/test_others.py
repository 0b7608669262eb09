"""OFD files by other software: opened, drawn, sealed and checked, or refused with a sentence."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from tests.ofd import specimen

import ofd
from ofd.objects import WORDS

OTHERS = sorted((Path(__file__).parent / "others").glob("*.ofd"))
TEXT, PICTURES, PATHS = (
    Path(__file__).parent / "others" / name
    for name in ("easyofd-text.ofd", "easyofd-pictures.ofd", "pdf2ofd.ofd")
)


def _changed(path: Path, *, names: dict[str, str] | None = None, **words: str) -> bytes:
    """The file packed anew, with names and words in its XML exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xml"):
                for before, after in words.items():
                    data = data.replace(before.encode(), after.encode())
            new.writestr((names or {}).get(name, name), data)
    return out.getvalue()


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_it_is_opened_drawn_and_told_to_bear_no_seal(path: Path) -> None:
    content = path.read_bytes()
    report = ofd.verify(content, trust=specimen.trust(), at=specimen.NOW)
    assert report.readable and not report.genuine
    assert [(each.code, each.words) for each in report.problems] == [
        ("seal.none", "文件没有电子签章。")
    ]
    assert ofd.titled(content) == ("", report.pages) and report.pages == 2
    for number in range(report.pages):
        drawing = ofd.draw(content, number)
        fromstring(drawing.svg)
        assert set(drawing.not_drawn) <= {WORDS["font"]}
        assert re.search("<(use|text|path d|image)", drawing.svg)


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.stem)
def test_sealed_by_us_it_is_genuine_and_one_letter_more_is_not(path: Path) -> None:
    signer = specimen.signer()
    sealed = ofd.seal(
        path.read_bytes(), with_seal=specimen.the_seal(), certificate=signer.certificate,
        key=signer.key, at=specimen.SEALED_AT, stamps=[ofd.Stamp(0, 2, 2)],
    )  # fmt: skip
    assert ofd.verify(sealed, trust=specimen.trust(), at=specimen.NOW).genuine
    with zipfile.ZipFile(io.BytesIO(sealed)) as archive:
        page = next(name for name in archive.namelist() if name.endswith("Content.xml"))
    at = sealed.index(page.encode()) + len(page) + 20
    altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
    assert not ofd.verify(altered, trust=specimen.trust(), at=specimen.NOW).genuine


def test_text_is_read_and_drawn_whatever_the_capitals_of_its_attributes() -> None:
    drawing = ofd.draw(TEXT.read_bytes())
    assert "出版物经营许可证" in drawing.text
    assert ">出</text>" in drawing.svg and 'fill="#9c5223"' in drawing.svg


def test_pages_keep_their_own_sizes() -> None:
    boxes = [
        fromstring(ofd.draw(PICTURES.read_bytes(), page).svg).get("viewBox") for page in (0, 1)
    ]
    assert boxes == ["0 0 15.24 10.16", "0 0 10.16 15.24"]


def test_text_turned_into_paths_is_drawn_as_paths() -> None:
    drawing = ofd.draw(PATHS.read_bytes())
    assert drawing.text == "" and drawing.svg.count("<path d") > 30
    assert "<image" in drawing.svg


def test_names_in_other_capitals_find_their_files() -> None:
    mixed = _changed(
        TEXT, names={"Doc_0/Pages/Page_0/Content.xml": "Doc_0/pages/page_0/content.XML"}
    )
    assert "出版物经营许可证" in ofd.draw(mixed).text
    assert "出版物经营许可证" in ofd.words_of(mixed)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_in_chinese_without_a_word_about_their_encoding_are_read(encoding: str) -> None:
    folder = "文档_0"
    spare = "x" * len(folder.encode(encoding))
    packed = _changed(
        TEXT,
        names={"Doc_0/Pages/Page_0/Content.xml": f"Doc_0/{spare}/Content.xml"},
        **{"Pages/Page_0/Content.xml": f"{folder}/Content.xml"},
    )
    # Old software writes the bytes of its own code page and leaves the flag for UTF-8 unset.
    raw = packed.replace(spare.encode(), folder.encode(encoding))
    assert "出版物经营许可证" in ofd.draw(raw).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ofd:", ""),
        ("http://blog.yuanhaiying.cn", "http://www.ofdspec.org/2016"),
        ("http://blog.yuanhaiying.cn", "http://www.ofdspec.org"),
        ("Doc_0/Document.xml", "/Doc_0/Document.xml"),
        ("Doc_0/Document.xml", "./Doc_0/./Document.xml"),
        ('"Pages/Page_', '"/Doc_0/Pages/Page_'),
    ],
)
def test_prefixes_namespaces_and_ways_to_write_a_place_are_all_the_same(
    before: str, after: str
) -> None:
    words = {before: after} | ({"xmlns:ofd=": "xmlns="} if not after else {})
    order = dict(sorted(words.items(), key=lambda pair: -len(pair[0])))
    assert "出版物经营许可证" in ofd.draw(_changed(TEXT, **order)).text


@pytest.mark.parametrize(
    ("names", "words", "code"),
    [
        ({"Doc_0/Document.xml": "Doc_0\\Document.xml"}, {}, "zip.name"),
        ({"Doc_0/Document.xml": "Doc_1/Document.xml"}, {}, "ofd.missing"),
        ({"Doc_0/PublicRes.xml": "doc_0/document.xml"}, {}, "zip.twice"),
        ({}, {"</ofd:DocRoot>": "</ofd:DocRoot><ofd:x>"}, "xml.broken"),
        ({}, {"</ofd:OFD>": "<ofd:DocBody/></ofd:OFD>"}, "ofd.many"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_refused_by_name(
    names: dict[str, str], words: dict[str, str], code: str
) -> None:
    content = _changed(TEXT, names=names, **words)
    with pytest.raises(ofd.Refused) as refused:
        ofd.draw(content)
    assert refused.value.code == code and str(refused.value).endswith("。")
    (problem,) = ofd.verify(content, trust=specimen.trust(), at=specimen.NOW).problems
    assert problem.code == code
