"""What attached files say is read once when they come, and held to what holds of the piece."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import typst
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from tests.casework.forms.files import a_pdf, an_ofd
from tests.ofd.specimen import face
from tests.registers.publications.writing import NOTICE

from ofd import Document, Page, Text, identifier_of, write
from onedoor.kernel.codes import iso7064_mod11_2
from onedoor.kernel.ports import port
from onedoor.registers.publications.content import UNREADABLE, Attached, Content, content_of
from onedoor.registers.publications.listed import wording
from onedoor.registers.publications.reading import MOST_SIGNS, read, read_and_kept, said_in
from onedoor.registers.publications.scanning import Finding, Ground, Said, scan, stops
from onedoor.registers.publications.words import finding_word

PDF, OFD = "application/pdf", "application/ofd"
FIRST = "65299919900101002"
CITIZEN = FIRST + iso7064_mod11_2(FIRST)
CARD, MOBILE = "6222021234567890128", "13800000001"
PLAIN = "这一页是入选人员名单，请各单位核对。"


def pdf(*pages: str) -> bytes:
    """A PDF with these pages, as an office writes it; each line of a page in a line of its own."""
    told = "\n#pagebreak()\n".join(" \\\n".join(page.splitlines()) for page in pages)
    made = typst.compile(f'#set text(font: "Noto Serif CJK SC")\n{told}'.encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


def ofd(*pages: str) -> bytes:
    """An OFD with these pages, a line of text in each line."""
    laid = tuple(
        Page(210, 297, tuple(Text(20, 20 + 9 * n, line, "body", 5) for n, line in
                             enumerate(page.splitlines()) if line))
        for page in pages
    )  # fmt: skip
    return write(Document(identifier=identifier_of("list"), title="名单", created=date(2026, 1, 1),
                          pages=laid, faces={"body": face()}))  # fmt: skip


def attached(content: bytes, media_type: str = PDF, name: str = "名单.pdf") -> Attached:
    return Attached(
        digest=port("store").put(content), name=name, media_type=media_type, size=len(content),
        said=read_and_kept(content, media_type=media_type),
    )  # fmt: skip


def seen(*files: Attached) -> list[Finding]:
    ground = Ground(said=said_in(files))
    return [each for each in scan(replace(NOTICE, files=files), wording(), ground)
            if each.weight != "hint"]  # fmt: skip


def seen_in(*pages: str) -> list[Finding]:
    """What is seen in a file with these pages, whichever of the two kinds it is."""
    found = seen(attached(pdf(*pages)))
    assert [(each.kind, each.weight, each.count) for each in found] == [
        (each.kind, each.weight, each.count) for each in seen(attached(ofd(*pages), OFD))
    ]
    return found


def kinds(findings: Sequence[Finding]) -> set[tuple[str, str]]:
    return {(each.kind, each.weight) for each in findings}


def test_a_list_with_numbers_of_persons_does_not_go_out_as_a_file_either() -> None:
    found = seen_in(f"{PLAIN}\n张三 {CITIZEN} {MOBILE} {CARD}\n李四 {CITIZEN}")
    assert kinds(found) == {("citizen", "stops"), ("bank-card", "stops"), ("mobile", "look")}
    assert {each.where for each in found} == {"files"}
    (citizen,) = [each for each in found if each.kind == "citizen"]
    assert (citizen.file, citizen.count) == ("名单.pdf", 2)
    assert "附件“名单.pdf”有 2 处：有公民身份号码 652" in finding_word(citizen)


@pytest.mark.parametrize("between", ["\n", " "])
def test_a_number_that_a_line_or_a_blank_breaks_is_found(between: str) -> None:
    broken = f"{CITIZEN[:6]}{between}{CITIZEN[6:14]}{between}{CITIZEN[14:]}"
    assert kinds(seen_in(f"{PLAIN}\n{broken}")) == {("citizen", "stops")}
    letters = " ".join(CITIZEN)
    assert kinds(seen_in(f"{PLAIN}\n{letters}")) == {("citizen", "stops")}


def test_tables_of_figures_days_and_codes_are_nobodys_numbers() -> None:
    rows = [" ".join(str(1000 + 37 * n * m) for m in range(1, 9)) for n in range(1, 40)]
    days = [f"2026-11-{n:02}—2027-11-{n:02}" for n in range(1, 29)]
    assert seen_in("\n".join((PLAIN, *rows)), "\n".join((PLAIN, *days))) == []


def test_what_was_kept_of_a_file_names_no_number() -> None:
    file = attached(pdf(f"{PLAIN}\n{CITIZEN} {CARD} {MOBILE}\n{CITIZEN[:9]}\n{CITIZEN[9:]}"))
    kept = port("store").get(file.said).decode()
    for number in (CITIZEN, CARD, MOBILE, CITIZEN[:9], CITIZEN[9:]):
        assert number not in kept
    assert "入选人员名单" in kept


def test_words_are_found_over_ends_of_lines_and_what_cannot_be_mended_wants_a_look() -> None:
    assert kinds(seen_in(f"{PLAIN}\n请到百家\n乐去")) == {("spam", "stops")}
    assert kinds(seen_in(f"{PLAIN}\n残废人优先")) == {("banned", "look")}
    # The end of a name and what follows it.
    assert kinds(seen_in(f"{PLAIN}\n联系人：李凯\n发证日期：今天")) == set()
    assert kinds(seen_in(f"{PLAIN}\n联系人：李凯\n发哪里去")) == {("spam", "look")}


def test_code_and_unseen_marks_in_a_file_want_a_look() -> None:
    said = Said(pages=(f"{PLAIN}<script>x</script>公\u200b告 Wort\u00adteil",))
    file = Attached(digest="0" * 64, name="说明.pdf", media_type=PDF, size=1, said="a")
    found = scan(replace(NOTICE, files=(file,)), wording(), Ground(said={"a": said}))
    assert kinds(found) == {("markup", "look"), ("unseen", "look")}
    assert all("说明.pdf" in finding_word(each) for each in found)


def test_a_file_of_pictures_alone_is_looked_at_by_somebody() -> None:
    for scanned in (seen(attached(a_pdf(2))), seen(attached(ofd("", ""), OFD))):
        assert kinds(scanned) == {("wordless", "look")}
        assert finding_word(scanned[0]) == ("“名单.pdf”里没有文字，请自己看一遍有没有不能公开的")
    (some,) = seen_in(PLAIN, "2", PLAIN, "")
    assert some.kind == "wordless-pages" and "第 2、4 页" in finding_word(some)


def test_what_is_noted_filled_in_or_told_of_the_file_is_read_too() -> None:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf(PLAIN))))
    writer.add_annotation(0, FreeText(text=f"他的号 {CITIZEN}", rect=(9, 9, 90, 30)))
    writer.add_metadata({"/Author": MOBILE})
    made = BytesIO()
    writer.write(made)
    assert kinds(seen(attached(made.getvalue()))) == {("citizen", "stops"), ("mobile", "look")}


def test_what_cannot_be_read_or_was_never_read_wants_a_look(monkeypatch: Any) -> None:
    assert read(b"%PDF-1.7 nothing", media_type=PDF) is None
    assert read(an_ofd(), media_type=OFD) is None
    assert read_and_kept(b"%PDF-1.7 nothing", media_type=PDF) == UNREADABLE
    for said in ("", UNREADABLE, "0" * 64):
        found = seen(replace(attached(pdf(PLAIN)), said=said))
        assert kinds(found) == {("unread", "look")}
        assert "名单.pdf" in finding_word(found[0])


def test_of_a_file_without_end_somebody_looks_at_the_rest() -> None:
    told = read(pdf("好" * (MOST_SIGNS // 2), "好" * MOST_SIGNS), media_type=PDF)
    assert told is not None and not told.is_whole
    assert sum(map(len, told.pages)) <= MOST_SIGNS
    file = Attached(digest="0" * 64, name="志.pdf", media_type=PDF, size=1, said="a")
    found = scan(replace(NOTICE, files=(file,)), wording(), Ground(said={"a": told}))
    assert ("half-read", "look") in kinds(found)


def test_a_picture_has_its_words_and_is_not_read() -> None:
    assert read_and_kept(b"\xff\xd8\xff", media_type="image/jpeg") == ""
    picture = Attached(digest="0" * 64, name="图.jpg", media_type="image/jpeg", size=1, words="图")
    assert seen(picture) == []


def test_versions_from_before_files_were_read_stay_what_they_were() -> None:
    old = {"title": "题", "files": [{"digest": "0" * 64, "name": "a.pdf", "media_type": PDF,
                                     "size": 1, "words": "", "width": 0, "height": 0}]}  # fmt: skip
    content = content_of(old)
    assert content.files[0].said == "" and list(content.as_json()["files"]) == old["files"]
    assert stops(scan(content, wording())) == []
    assert Content.as_json(content_of(content.as_json())) == content.as_json()
