"""A certificate counts for what leads to a trusted root, and for its time and use."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.ofd import specimen

from ofd.certs import Certificate, NotACertificate, chain_of, test_authority

ROOT = specimen.authority().root.certificate
SIGNER = specimen.signer().certificate


def test_a_signer_leads_to_the_root_that_vouches_for_it() -> None:
    chain = chain_of(SIGNER, roots=[ROOT])
    assert chain.names == ("河湾市教育局", "一门测试印章机构（不具有法律效力）")
    assert chain.broken == ""
    assert chain.in_force(specimen.NOW)
    assert not chain.in_force(datetime(2014, 12, 31, tzinfo=UTC))


def test_a_root_of_the_same_name_with_another_key_vouches_for_nobody() -> None:
    other = test_authority(
        root=0xBAD, maker=0xBAD2, name=ROOT.name, begins=ROOT.begins, ends=ROOT.ends
    )
    assert chain_of(SIGNER, roots=[other.root.certificate]).broken == "no-root"
    assert chain_of(SIGNER, roots=[]).broken == "no-root"


def test_a_certificate_of_a_signer_may_not_issue_others() -> None:
    # Even if it is given as one that leads upwards.
    fake = specimen.authority().signer(0x5EED, "甲")
    assert not SIGNER.may_issue
    assert chain_of(fake.certificate, roots=[], others=[SIGNER]).broken == "no-root"


def test_the_same_keys_give_the_same_certificates_but_for_their_signatures() -> None:
    again = specimen.authority().signer(0x0FD3, "河湾市教育局", unit="11650000000000001A")
    assert again.certificate.serial == SIGNER.serial
    assert again.certificate.public == SIGNER.public


NO_CERTIFICATES = [
    b"", b"\x30\x00", b"-----BEGIN CERTIFICATE-----\n", b"\x30" * 500,
    SIGNER.der[:-1], SIGNER.der + b"\x00", bytes(100_000),
]  # fmt: skip


@pytest.mark.parametrize("data", NO_CERTIFICATES)
def test_what_is_no_certificate_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(NotACertificate):
        Certificate.load(data)


@specimen.needs_openssl
def test_a_certificate_of_another_curve_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-keyout", tmp_path / "key", "-subj", "/CN=x", "-out", out],
        check=True, capture_output=True,
    )  # fmt: skip
    with pytest.raises(NotACertificate):
        Certificate.load(out.read_bytes())


@specimen.needs_openssl
def test_openssl_verifies_our_chain_under_the_usual_id(tmp_path: Path) -> None:
    root, leaf = tmp_path / "root.pem", tmp_path / "leaf.pem"
    root.write_bytes(ROOT.pem())
    leaf.write_bytes(SIGNER.pem())
    verify = ["openssl", "verify", "-x509_strict", "-CAfile", root]
    usual = ["-vfyopt", "distid:1234567812345678"]
    subprocess.run([*verify, *usual, leaf], check=True, capture_output=True)
    # With OpenSSL's own id, the empty one, the same certificate is worthless.
    assert subprocess.run([*verify, leaf], check=False, capture_output=True).returncode != 0
