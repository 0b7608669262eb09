"""The public page answers whoever uploads a file: what it is, in sentences, and never a crash."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.channels.portal.citizen import text_of
from tests.ofd import specimen
from tests.ofd.tampering import files

from ofd.archive import packed
from onedoor.kernel.time import travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with travel(specimen.NOW):
        yield


@pytest.fixture
def _trusted() -> Iterator[None]:
    """The authority of the specimen is on our trust list."""
    trust = Path(settings.ONEDOOR_STATE) / "seals" / "sm2" / "trust"
    trust.mkdir(parents=True, exist_ok=True)
    other = trust / "specimen.pem"
    other.write_bytes(specimen.authority().root.certificate.pem())
    yield
    other.unlink()


def uploaded(content: bytes, name: str = "办学许可证.ofd") -> str:
    answer = Client().post("/check", {"paper": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    return text_of(answer)


def test_an_ofd_of_others_under_a_trusted_root_is_verified_and_said_not_to_be_ours(
    _trusted: None,
) -> None:
    page = uploaded(specimen.plain())
    assert "签章是真的，但不是本平台签发的" in page
    assert "电子签章署名：河湾市教育局，盖章时间 2026-03-03" in page
    assert "由“一门测试印章机构（不具有法律效力）”签发" in page
    assert "要问签发机关" in page


def test_an_ofd_of_others_under_no_trusted_root_is_refused_with_each_reason() -> None:
    page = uploaded(specimen.plain())
    assert "不是本平台签发的文书" in page
    assert "签章人的证书不是由信任的机构签发的" in page
    assert "制章人的证书不是由信任的机构签发的" in page


def test_an_altered_ofd_is_not_to_be_used(_trusted: None) -> None:
    page = uploaded(packed({**files(), "Doc_0/more.xml": b"<more/>"}))
    assert "被改动过，不要采用" in page and "索取原件" in page


@pytest.mark.parametrize("junk", [b"PK\x03\x04", b"PK\x03\x04" + bytes(9000)])
def test_a_broken_ofd_gets_a_sentence(junk: bytes) -> None:
    page = uploaded(junk)
    assert "不是签过章的 PDF 或 OFD 文书" in page and "压缩包打不开" in page


def test_the_form_asks_for_both() -> None:
    page = Client().get("/check").content.decode()
    assert 'accept=".pdf,.ofd,.sd-jwt,.jwt,.txt"' in page


def test_a_day_that_is_none_is_asked_for_again_and_what_was_typed_as_code_is_not_lost() -> None:
    answer = Client().get("/check", {"code": "ABCD", "on": "去年"})
    assert answer.status_code == 422 and 'id="on-error"' in answer.content.decode()
    led = Client().get("/check", {"code": "ABCD-EFGH-JKLM-NPQR", "on": "2026年3月1日"})
    assert led["Location"] == "/check/ABCDEFGHJKLMNPQR?on=2026-03-01"
