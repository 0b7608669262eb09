"""An OFD file from anybody is verified by the roots trusted here, or clearly refused."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from tests.ofd import specimen

from onedoor.gateways.local_ofd import LocalOfdSealer
from onedoor.kernel.ports import SealReport
from onedoor.kernel.time import travel


@pytest.fixture
def trusting(tmp_path: Path) -> LocalOfdSealer:
    """An installation that trusts the authority of the specimen."""
    trust = tmp_path / "trust"
    trust.mkdir()
    (trust / "other.pem").write_bytes(specimen.authority().root.certificate.pem())
    return LocalOfdSealer(tmp_path)


def check(sealer: LocalOfdSealer, document: bytes) -> SealReport:
    with travel(specimen.NOW):
        return sealer.check(document)


def test_a_seal_that_leads_to_a_trusted_root_is_told_with_its_chain(
    trusting: LocalOfdSealer,
) -> None:
    report = check(trusting, specimen.plain())
    assert (report.sealed, report.whole, report.trusted, report.own) == (True, True, True, False)
    assert (report.signer, report.signed_at) == ("河湾市教育局", specimen.SEALED_AT)
    assert report.chain == ("河湾市教育局", "一门测试印章机构（不具有法律效力）")
    assert report.says["证照编号"] == "教民 165000070000018 号"
    assert not report.problem and not report.problems


def test_a_seal_of_an_authority_unknown_here_is_whole_but_not_trusted(tmp_path: Path) -> None:
    report = check(LocalOfdSealer(tmp_path), specimen.plain())
    assert (report.whole, report.trusted, report.signer) == (True, False, "河湾市教育局")
    assert len(report.problems) == 2 and all("信任" in each for each in report.problems)


def test_a_changed_byte_anywhere_breaks_it(trusting: LocalOfdSealer) -> None:
    for place in random.Random(7).sample(range(len(specimen.plain())), 60):
        changed = bytearray(specimen.plain())
        changed[place] ^= 1 << (place % 8)
        report = check(trusting, bytes(changed))
        # The hours and attributes of entries are covered by no seal, and read by nobody.
        if report.trusted:
            assert _contents(bytes(changed)) == _contents(specimen.plain()), place
        else:
            assert report.problem, place


def test_what_is_added_to_it_is_told(trusting: LocalOfdSealer) -> None:
    out = io.BytesIO(specimen.plain())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("Doc_0/more.xml", "<more/>")
    report = check(trusting, out.getvalue())
    assert report.sealed and not report.whole
    assert "没有保护的内容" in report.problem


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"PK\x03\x04" + bytes(5000), b"hello"])
def test_junk_gets_a_sentence(trusting: LocalOfdSealer, junk: bytes) -> None:
    report = check(trusting, junk)
    assert not report.sealed and report.problem and report.problem == report.problems[0]


def test_an_unsealed_file_is_called_unsealed(trusting: LocalOfdSealer) -> None:
    report = check(trusting, specimen.plain_unsealed())
    assert not report.sealed and report.problem == "文件没有电子签章。"


def _contents(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
