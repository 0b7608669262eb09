"""What is signed here verifies elsewhere; what the standards print comes out digit for digit."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ofd import specimen

from ofd import SelfTestFailed, SoftKey, curve, self_test, sm2, sm3

# GB/T 32918.5-2017 A.2: private key, public key, Z, e, and the signature of "message digest".
D = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
PUBLIC = bytes.fromhex(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
E = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
NONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21

ONE = SoftKey(0x1D0)


@pytest.mark.parametrize("digest", [sm3.sm3, sm3.plain])
def test_sm3_gives_the_digests_of_the_standard(digest) -> None:
    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    many = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"
    assert digest(b"abc").hex() == abc
    assert digest(b"abcd" * 16).hex() == many


@given(st.binary(max_size=300))
def test_both_ways_to_sm3_agree(data: bytes) -> None:
    assert sm3.sm3(data) == sm3.plain(data)


def test_the_vector_of_the_standard_comes_out_in_every_step() -> None:
    assert curve.public_point(D) == PUBLIC
    assert curve.digest(b"message digest", PUBLIC) == E
    assert curve.sign(b"message digest", D, nonce=NONCE) == (R, S)
    assert curve.verify(b"message digest", (R, S), PUBLIC)
    assert sm2.verify(b"message digest", sm2.signature_der(R, S), PUBLIC)


def test_the_self_test_says_what_reckons_here() -> None:
    assert self_test() in ("libcrypto", "plain")


def test_the_self_test_raises_when_a_digest_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sm2, "sm3", lambda data: bytes(32))
    with pytest.raises(SelfTestFailed):
        self_test()


@settings(max_examples=15)
@given(st.integers(1, curve.N - 2), st.binary(max_size=80))
def test_what_one_way_signs_the_other_verifies(private: int, message: bytes) -> None:
    key = SoftKey(private)
    fast, slow = key.sign(message), curve.sign(message, private)
    assert sm2.verify(message, sm2.signature_der(*slow), key.public)
    pair = sm2.Pair.load(fast)
    assert curve.verify(message, (pair["r"].native, pair["s"].native), key.public)
    assert not curve.verify(message + b"x", slow, key.public)


def test_without_openssl_plain_python_signs_and_verifies(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = ONE.sign(b"before")
    monkeypatch.setattr(sm2, "_libcrypto", lambda: None)
    assert self_test() == "plain"
    assert sm2.verify(b"before", signed, ONE.public)
    assert sm2.verify(b"after", ONE.sign(b"after"), ONE.public)
    assert not sm2.verify(b"after", signed, ONE.public)


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        b"\x30\x00",
        b"\x30\x06\x02\x01\x00\x02\x01\x00",
        sm2.signature_der(R, S) + b"\x00",
        sm2.signature_der(R, S)[:-1],
        sm2.signature_der(R, curve.N - S),
        sm2.signature_der(R + curve.N, S),
        # The same numbers with a longer length than DER allows.
        b"\x30\x81" + sm2.signature_der(R, S)[1:],
    ],
)
def test_what_is_not_the_signature_is_refused_both_ways(
    signature: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not sm2.verify(b"message digest", signature, PUBLIC)
    monkeypatch.setattr(sm2, "_libcrypto", lambda: None)
    assert not sm2.verify(b"message digest", signature, PUBLIC)


def test_a_point_off_the_curve_is_nobodys_key() -> None:
    moved = PUBLIC[:-1] + bytes([PUBLIC[-1] ^ 1])
    assert not sm2.verify(b"message digest", sm2.signature_der(R, S), moved)
    with pytest.raises(ValueError, match="curve"):
        curve.coordinates(moved)


@pytest.mark.parametrize("private", [0, curve.N - 1, curve.N, -1])
def test_a_number_outside_the_group_is_no_key(private: int) -> None:
    with pytest.raises(ValueError, match="between"):
        SoftKey(private)


@specimen.needs_openssl
def test_a_key_made_by_openssl_is_read_in_every_form(tmp_path: Path) -> None:
    made = tmp_path / "key.pem"
    _openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", made)
    _openssl("pkey", "-in", made, "-outform", "DER", "-out", tmp_path / "key.der")
    as_pem, as_der = (
        SoftKey.load((tmp_path / name).read_bytes()).public for name in ("key.pem", "key.der")
    )
    assert as_pem == as_der
    _openssl("ecparam", "-name", "SM2", "-genkey", "-out", tmp_path / "old.pem")
    assert SoftKey.load((tmp_path / "old.pem").read_bytes()).public != as_pem


@specimen.needs_openssl
def test_an_encrypted_key_is_not_guessed_at(tmp_path: Path) -> None:
    (tmp_path / "key.der").write_bytes(ONE.pkcs8())
    _openssl("pkcs8", "-topk8", "-inform", "DER", "-in", tmp_path / "key.der",
             "-passout", "pass:x", "-out", tmp_path / "locked.pem")  # fmt: skip
    with pytest.raises(ValueError, match="encrypted"):
        SoftKey.load((tmp_path / "locked.pem").read_bytes())


@specimen.needs_openssl
def test_openssl_itself_agrees_in_both_directions(tmp_path: Path) -> None:
    message, signed = tmp_path / "message", tmp_path / "signed"
    message.write_bytes("盖章".encode())
    signed.write_bytes(ONE.sign(message.read_bytes()))
    (tmp_path / "key.der").write_bytes(ONE.pkcs8())
    usual = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
    key = ("-inkey", tmp_path / "key.der", "-keyform", "DER")
    _openssl("pkeyutl", "-verify", *key, "-in", message, "-sigfile", signed, *usual)
    _openssl("pkeyutl", "-sign", *key, "-in", message, "-out", tmp_path / "theirs", *usual)
    assert sm2.verify(message.read_bytes(), (tmp_path / "theirs").read_bytes(), ONE.public)


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
