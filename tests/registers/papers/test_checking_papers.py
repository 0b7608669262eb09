"""Anyone may ask whether a paper is genuine, and is answered in sentences."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings
from tests.gateways.pdfs import a_pdf
from tests.gateways.sealed import a_sealed_pdf
from tests.registers.papers.issuing import issued

from onedoor.gateways.local_seal import LocalSealer
from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.ports import port
from onedoor.kernel.time import at_noon, travel
from onedoor.registers.papers.actions import Standing, mark_paper
from onedoor.registers.papers.queries import Check, Paper, Verdict, check_code, check_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with travel(date(2026, 11, 21)):
        yield


def content(paper: Paper) -> bytes:
    document: bytes = port("store").get(paper.digest)
    return document


def said(check: Check) -> str:
    return "".join(check.sentences)


def test_our_own_paper_is_genuine_and_says_who_when_and_what() -> None:
    paper = issued()
    check = check_document(content(paper))
    assert check.verdict == Verdict.GENUINE and check.is_good
    for words in (
        paper.number,
        paper.title,
        "拜城县新闻出版局",
        "2026年11月20日",
        "每一个字节",
        "信任",
    ):
        assert words in said(check), words
    assert "艾力" not in said(check)


def test_a_changed_byte_anywhere_is_caught() -> None:
    document = content(issued())
    for place in random.Random(3).sample(range(len(document)), 200):
        changed = bytearray(document)
        changed[place] ^= 0x11
        check = check_document(bytes(changed))
        assert not check.is_good, place
        assert check.sentences and not check.number


def test_appended_bytes_are_caught() -> None:
    document = content(issued())
    for more in (b"\n", b"\n1 0 obj <</x 1>> endobj\nxref\n%%EOF\n", document):
        check = check_document(document + more)
        assert not check.is_good and not check.number
    assert check_document(document + b"\n").verdict == Verdict.ALTERED


def test_a_paper_sealed_by_a_foreign_key_is_not_ours(tmp_path: Path) -> None:
    forged = a_sealed_pdf(LocalSealer(tmp_path))
    check = check_document(forged)
    assert check.verdict == Verdict.FOREIGN
    assert "不是由我们信任的机构" in said(check) and "没有签发过" in said(check)


def test_a_true_seal_on_a_document_we_never_issued_is_not_ours() -> None:
    sealed = a_sealed_pdf(port("sealer"), name="甲局")
    assert check_document(sealed).verdict == Verdict.FOREIGN


@pytest.mark.parametrize("junk", [b"", b"hello", b"%PDF-1.7\n%%EOF", bytes(5000), a_pdf()])
def test_junk_gets_a_sentence(junk: bytes) -> None:
    check = check_document(junk)
    assert check.verdict == Verdict.UNREADABLE
    assert all(check.sentences)


@override_settings(ONEDOOR_UPLOAD_LIMIT=1000)
def test_a_file_too_large_is_not_even_looked_at() -> None:
    check = check_document(content(issued()))
    assert check.verdict == Verdict.UNREADABLE and "20 MB" in said(check)


def test_a_withdrawn_paper_says_so_and_why() -> None:
    paper = issued()
    mark_paper(paper.id, standing=Standing.WITHDRAWN, reasons="原许可被依法撤销", by=SYSTEM)
    for check in (check_document(content(paper)), check_code(paper.check_code)):
        assert check.verdict == Verdict.WITHDRAWN and not check.is_good
        assert "原许可被依法撤销" in said(check)


def test_a_paper_past_its_last_day_has_run_out() -> None:
    paper = issued(valid_until=date(2026, 12, 31))
    assert check_document(content(paper)).is_good
    with travel(date(2026, 12, 31)):
        assert check_code(paper.check_code).is_good
    with travel(date(2027, 1, 1)):
        assert check_code(paper.check_code).verdict == Verdict.EXPIRED


def test_the_code_tells_no_more_than_a_masked_name() -> None:
    paper = issued()
    typed = f" {paper.check_code[:4]}-{paper.check_code[4:].lower()} "
    check = check_code(typed)
    assert (check.number, check.title, check.holder) == (paper.number, paper.title, "艾＊＊")
    assert "买买提" not in f"{check}"


@pytest.mark.parametrize("code", ["", "0" * 16, "'; drop table paper", "x" * 100_000, "\x00"])
def test_an_unknown_code_gets_a_sentence(code: str) -> None:
    issued()
    assert check_code(code).verdict == Verdict.UNKNOWN


def test_of_a_day_that_is_over_it_is_said_how_the_paper_stood_then() -> None:
    with travel(date(2026, 11, 1)):
        paper = issued(at=at_noon(date(2026, 11, 1)), valid_until=date(2026, 12, 31))
    with travel(date(2026, 11, 5)):
        mark_paper(paper.id, standing=Standing.SUSPENDED, reasons="核查", by=SYSTEM)
    with travel(date(2026, 11, 8)):
        mark_paper(paper.id, standing=Standing.IN_FORCE, reasons="查清", by=SYSTEM)
    with travel(date(2026, 11, 10)):
        mark_paper(paper.id, standing=Standing.WITHDRAWN, reasons="撤销", by=SYSTEM)
    told = {
        day: said(check_code(paper.check_code, on=date(2026, 11, day))) for day in (4, 6, 9, 12)
    }
    assert "2026年11月4日那天它是有效的" in told[4]
    assert "那天它正被暂停使用" in told[6]
    assert "那天它是有效的" in told[9] and "那天它已经失效" in told[12]
    assert "还没有签发" in said(check_code(paper.check_code, on=date(2026, 10, 1)))
    assert "那天它是有效的" in said(check_document(content(paper), on=date(2026, 11, 9)))
    assert "那天" not in said(check_code(paper.check_code, on=date(2026, 11, 21)))
    assert "那天" not in said(check_code(paper.check_code))
