"""Keys that older releases kept beside certificates go to the signer; what they sealed holds."""

import json
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.gateways.sealed import a_sealed_ofd, a_sealed_pdf, named

import ofd
from onedoor.gateways.local_ofd import LocalOfdSealer
from onedoor.gateways.local_seal import LocalSealer
from onedoor.gateways.local_signer import LocalSigner
from onedoor.kernel import secrecy

PASSPHRASE = b"kept beside the keys"


def _number(keys: Path, name: str) -> int:
    held = json.loads((keys / f"{name}.json").read_text())
    return int(secrecy.unseal(held["key"], place=f"seals.{name}"), 16)


@pytest.fixture
def older_pdf(tmp_path: Path) -> Path:
    """A folder as it was: each certificate with its key under one passphrase, in one file."""
    (tmp_path / "made").mkdir()
    made = LocalSealer(tmp_path / "made")
    (tmp_path / "before.pdf").write_bytes(a_sealed_pdf(made, name="旧名称"))
    folder = tmp_path / "seals"
    folder.mkdir()
    old = {"root": "root", named("旧名称").key: "press-baicheng-0123456789ab"}
    for stem, called in old.items():
        private = ec.derive_private_key(
            _number(tmp_path / "made" / "keys", f"p256.{stem}"), ec.SECP256R1()
        )
        secret = private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(PASSPHRASE),
        )
        certificate = (tmp_path / "made" / f"{stem}.pem").read_bytes()
        (folder / f"{called}.pem").write_bytes(secret + certificate)
    (folder / "passphrase").write_bytes(PASSPHRASE)
    return folder


def test_before_the_first_seal_an_older_folder_verifies_as_it_did(older_pdf: Path) -> None:
    before = (older_pdf.parent / "before.pdf").read_bytes()
    assert LocalSealer(older_pdf).check(before).trusted
    assert (older_pdf / "passphrase").exists()


@pytest.mark.parametrize("opened", ["by sealing", "by resealing"])
def test_pdf_keys_are_sealed_with_the_data_key_and_the_passphrase_is_gone(
    older_pdf: Path, opened: str
) -> None:
    root = x509.load_pem_x509_certificate((older_pdf / "root.pem").read_bytes())
    sealer = LocalSealer(older_pdf)
    if opened == "by sealing":
        assert sealer.check(a_sealed_pdf(sealer)).trusted
    else:
        sealer.reseal()
    assert not (older_pdf / "passphrase").exists()
    assert not any(b"PRIVATE" in path.read_bytes() for path in older_pdf.glob("*.pem"))
    held = {path.stem for path in (older_pdf / "keys").glob("*.json")}
    assert {"p256.root", "p256.press-baicheng-0123456789ab"} <= held
    # The same root: what was sealed before holds on, and no second one is trusted.
    assert sealer.authority.root() == root and len(sealer.authority.trusted_roots()) == 1
    assert sealer.check((older_pdf.parent / "before.pdf").read_bytes()).trusted


def test_sm2_keys_move_to_the_signer_and_what_they_sealed_holds(tmp_path: Path) -> None:
    made, folder = tmp_path / "made", tmp_path / "sm2"
    before = a_sealed_ofd(LocalOfdSealer(made), name="旧名称")
    folder.mkdir()

    def kept(stem: str) -> dict[str, str]:
        secret = ofd.SoftKey(_number(made / "keys", f"sm2.{stem}")).pkcs8()
        return {
            "certificate": (made / f"{stem}.pem").read_text(),
            "key": secrecy.seal(b64encode(secret).decode(), place="seals.sm2"),
        }

    (folder / "authority.json").write_text(
        json.dumps({"root": kept("root"), "maker": kept("maker")})
    )
    (folder / "root.pem").write_bytes((made / "root.pem").read_bytes())
    key = named("旧名称").key
    seal = b64encode((made / f"{key}.esl").read_bytes()).decode()
    (folder / "press-baicheng-0123456789ab.json").write_text(
        json.dumps({"holder": kept(key), "seal": seal})
    )
    sealer = LocalOfdSealer(folder)
    root = sealer.authority.root()
    assert sealer.check(before).own
    assert sealer.check(a_sealed_ofd(sealer)).own
    assert sealer.authority.root() == root and len(sealer.authority.trusted_roots()) == 1
    assert sealer.check(before).own
    assert not list(folder.glob("*.json"))
    assert LocalSigner(folder / "keys").prove() == 4
