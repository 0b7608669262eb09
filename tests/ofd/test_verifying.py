"""A sealed file is genuine for a reason each, and every reason it is not has its own word."""

import io
import subprocess
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import core
from tests.ofd import specimen

from ofd import (
    AlreadyClosed,
    Refused,
    Report,
    SoftKey,
    Stamp,
    Trust,
    load_seal,
    make_seal,
    ses,
    verify,
)
from ofd.archive import packed
from ofd.certs import test_authority
from ofd.findings import PROBLEMS, REMARKS
from ofd.sm3 import sm3


def _check(content: bytes, *, at: datetime = specimen.NOW, trust: Trust | None = None) -> Report:
    return verify(content, trust=trust or specimen.trust(), at=at)


def _codes(report: Report) -> set[str]:
    return {each.code for each in report.problems}


def _file(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_a_sealed_file_is_genuine_and_says_who_sealed_it_when() -> None:
    report = _check(specimen.sealed())
    assert report.genuine
    assert report.title == "民办学校办学许可证"
    assert report.custom["证照名称"] == "民办学校办学许可证"
    (seal,) = report.seals
    assert (seal.name, seal.signer) == ("河湾市教育局", "河湾市教育局")
    assert seal.signed_at == specimen.SEALED_AT
    assert seal.chain[-1] == "一门测试印章机构（不具有法律效力）"
    assert (seal.seal_begins, seal.seal_ends) == (specimen.BEGINS, specimen.ENDS)
    (stamp,) = seal.stamps
    assert (stamp.page, stamp.x, stamp.y, stamp.width) == (0, 133, 217, 42)


def test_every_file_but_the_seals_own_two_is_covered() -> None:
    (seal,) = _check(specimen.sealed()).seals
    with zipfile.ZipFile(io.BytesIO(specimen.sealed())) as archive:
        assert seal.covers == len(archive.namelist()) - 2


def test_a_file_without_a_seal_is_read_and_not_genuine() -> None:
    report = _check(specimen.written())
    assert report.readable and not report.genuine
    assert _codes(report) == {"seal.none"}


def test_nobody_is_trusted_who_is_not_on_the_list() -> None:
    assert _codes(_check(specimen.sealed(), trust=Trust(()))) == {"signer.chain", "maker.chain"}


def test_a_seal_must_be_on_the_list_of_seals_where_there_is_one() -> None:
    known = frozenset({sm3(specimen.the_seal().der).hex()})
    assert _check(specimen.sealed(), trust=specimen.trust(seals=known)).genuine
    without = _check(specimen.sealed(), trust=specimen.trust(seals=frozenset()))
    assert _codes(without) == {"seal.unknown"}


def test_what_expired_later_stays_genuine_with_a_remark() -> None:
    report = _check(specimen.sealed(), at=datetime(2055, 1, 1, tzinfo=UTC))
    assert report.genuine
    told = {each.code for each in report.remarks}
    assert told == {"signer.expired-now", "maker.expired-now", "seal.expired-now"}


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        (specimen.BEGINS - timedelta(seconds=1), {"seal.expired"}),
        (specimen.ENDS + timedelta(seconds=1), {"seal.expired", "time.future"}),
        (datetime(2014, 1, 1, tzinfo=UTC), {"seal.expired", "signer.expired"}),
    ],
)
def test_a_seal_used_outside_its_time_is_refused(at: datetime, codes: set[str]) -> None:
    assert _codes(_check(specimen.sealed_anew(at=at))) == codes


def test_a_seal_used_by_somebody_it_does_not_name_is_refused() -> None:
    other = specimen.authority().signer(0xE1E, "邻市教育局")
    content = specimen.sealed_anew(certificate=other.certificate, key=other.key)
    assert _codes(_check(content)) == {"signer.unlisted"}


def test_a_seal_of_a_maker_nobody_trusts_is_refused() -> None:
    fake = test_authority(
        root=0xBAD, maker=0xBAD2, name="一门测试印章机构（不具有法律效力）",
        begins=datetime(2015, 1, 1, tzinfo=UTC), ends=datetime(2049, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    seal = make_seal(
        es_id="65000000000001", name="河湾市教育局", picture=b"", size=(42, 42),
        signers=[specimen.signer().certificate], created=specimen.BEGINS,
        begins=specimen.BEGINS, ends=specimen.ENDS,
        maker=fake.maker.certificate, maker_key=fake.maker.key,
    )  # fmt: skip
    assert _codes(_check(specimen.sealed_anew(with_seal=seal))) == {"maker.chain"}


def test_a_seal_signed_by_another_key_than_its_makers_is_refused() -> None:
    seal = make_seal(
        es_id="65000000000001", name="河湾市教育局", picture=b"", size=(42, 42),
        signers=[specimen.signer().certificate], created=specimen.BEGINS,
        begins=specimen.BEGINS, ends=specimen.ENDS,
        maker=specimen.authority().maker.certificate, maker_key=SoftKey(0xBAD),
    )  # fmt: skip
    assert _codes(_check(specimen.sealed_anew(with_seal=seal))) == {"maker.signature"}


def test_a_signature_by_a_root_that_may_not_sign_documents_is_refused() -> None:
    root = specimen.authority().root
    content = specimen.sealed_anew(certificate=root.certificate, key=root.key)
    assert _codes(_check(content)) == {"signer.unlisted", "signer.usage"}


@pytest.mark.parametrize(
    ("method", "digest", "codes"),
    [
        ("SM3", sm3(specimen.signer().certificate.der), set()),
        ("SM3", sm3(specimen.authority().root.certificate.der), {"signer.unlisted"}),
        ("SHA1", bytes(20), {"signer.unlisted"}),
    ],
    ids=["the signer", "somebody else", "an unknown digest"],
)
def test_a_seal_may_list_digests_of_certificates(
    method: str, digest: bytes, codes: set[str]
) -> None:
    raw = ses.Seal.load(specimen.the_seal().der)
    raw["seal_info"]["property"]["cert_list_type"] = ses.DIGESTS
    listed = ses.Digests([{"type": method, "value": digest}])
    raw["seal_info"]["property"]["cert_list"] = core.Any(listed)
    signed = specimen.authority().maker.key.sign(raw["seal_info"].dump(force=True))
    raw["signed_value"] = signed
    content = specimen.sealed_anew(with_seal=load_seal(raw.dump(force=True)))
    assert _codes(_check(content)) == codes


def test_a_time_stamp_is_named_as_not_checked() -> None:
    with zipfile.ZipFile(io.BytesIO(specimen.sealed())) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    whole = ses.Signature.load(files["Doc_0/Signs/Sign_0/SignedValue.dat"])
    whole["time_stamp"] = b"of nobody"
    files["Doc_0/Signs/Sign_0/SignedValue.dat"] = whole.dump(force=True)
    report = _check(packed(files))
    assert report.genuine
    assert {each.code for each in report.remarks} == {"time.stamp"}


def test_two_bodies_may_seal_one_after_the_other_and_the_last_closes() -> None:
    first = specimen.sealed_anew(closing=False)
    assert {each.code for each in _check(first).remarks} == {"cover.open"}
    both = specimen.sealed_anew(first, stamps=[Stamp(0, 60, 217)])
    report = _check(both)
    assert report.genuine and len(report.seals) == 2
    assert report.remarks == ()
    with pytest.raises(AlreadyClosed):
        specimen.sealed_anew(both)


def test_a_key_without_its_certificate_seals_nothing() -> None:
    with pytest.raises(ValueError, match="not of this key"):
        specimen.sealed_anew(key=SoftKey(0xBAD))


def test_what_is_no_ofd_file_is_not_sealed() -> None:
    with pytest.raises(Refused):
        specimen.sealed_anew(b"%PDF-1.7")


def test_an_archive_packed_by_other_tools_is_read_as_well() -> None:
    """Entries for folders, sizes after the data, times in extra fields: no change of content."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(specimen.sealed())) as archive,
        zipfile.ZipFile(_Stream(out), "w", zipfile.ZIP_DEFLATED) as streamed,
    ):
        streamed.writestr(zipfile.ZipInfo("Doc_0/"), b"")
        for name in archive.namelist():
            entry = zipfile.ZipInfo(name, (2026, 3, 3, 10, 30, 0))
            entry.extra = bytes.fromhex("5554050001") + bytes(4)
            streamed.writestr(entry, archive.read(name), zipfile.ZIP_DEFLATED)
    assert out.getvalue()[6] & 8
    assert _check(out.getvalue()).genuine


class _Stream(io.RawIOBase):
    """A file one cannot go back in, such as a pipe."""

    def __init__(self, out: io.BytesIO) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self._out.write(data)  # type: ignore[arg-type]


def test_every_word_of_a_finding_is_a_sentence_for_a_person() -> None:
    assert all(words.endswith("。") for words in (*PROBLEMS.values(), *REMARKS.values()))


@specimen.needs_openssl
def test_the_signature_is_over_the_description_and_openssl_says_so_too(tmp_path: Path) -> None:
    whole = ses.Signature.load(_file(specimen.sealed(), "Doc_0/Signs/Sign_0/SignedValue.dat"))
    for name, value in (("signed", whole["to_sign"].dump()),
                        ("signature", ses.octets(whole["signature"])),
                        ("cert", whole["cert"].native)):  # fmt: skip
        (tmp_path / name).write_bytes(value)
    _openssl(tmp_path, "x509", "-inform", "DER", "-in", "cert", "-pubkey", "-noout", "-out", "key")
    _openssl(tmp_path, "pkeyutl", "-verify", "-pubin", "-inkey", "key", "-in", "signed",
             "-sigfile", "signature", "-rawin", "-digest", "sm3",
             "-pkeyopt", "distid:1234567812345678")  # fmt: skip
    (tmp_path / "xml").write_bytes(_file(specimen.sealed(), "Doc_0/Signs/Sign_0/Signature.xml"))
    told = _openssl(tmp_path, "dgst", "-sm3", "-binary", "xml")
    assert told == ses.octets(whole["to_sign"]["data_hash"])


def _openssl(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(
        ["openssl", *arguments], cwd=folder, check=True, capture_output=True
    ).stdout
