"""Keys of seals lie sealed, each under its own name, and sign only for a matter that is named."""

import base64
import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed

import ofd.sm2
from ofd import curve
from onedoor.gateways.local_signer import LocalSigner
from onedoor.kernel import secrecy
from onedoor.kernel.ports import KeyNotHeld, port

MESSAGE = b"a description of what is sealed"


@pytest.fixture
def signer(tmp_path: Path) -> LocalSigner:
    return LocalSigner(tmp_path)


def sm2_digest(public: bytes) -> bytes:
    return curve.digest(MESSAGE, public).to_bytes(32, "big")


@pytest.mark.parametrize("way", ["libcrypto", "plain"])
def test_sm2_signatures_hold_whichever_way_they_are_reckoned(
    signer: LocalSigner, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "plain":
        monkeypatch.setattr("ofd.sm2._libcrypto", lambda: None)
    public = signer.make("sm2.one")
    signature = signer.sign("sm2.one", sm2_digest(public), ground="case-1")
    monkeypatch.undo()
    assert ofd.sm2.verify(MESSAGE, signature, public)
    assert not ofd.sm2.verify(MESSAGE + b".", signature, public)


def test_p256_signatures_hold(signer: LocalSigner) -> None:
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), signer.make("p256.one"))
    digest = sha256(MESSAGE).digest()
    signature = signer.sign("p256.one", digest, ground="case-1")
    public.verify(signature, digest, ec.ECDSA(Prehashed(hashes.SHA256())))


def test_a_key_is_made_once_and_found_by_another_process(signer: LocalSigner) -> None:
    assert signer.make("sm2.one") == signer.make("sm2.one") != signer.make("sm2.two")
    assert LocalSigner(signer.folder).public("sm2.one") == signer.public("sm2.one")


def test_nothing_is_signed_without_a_key_a_matter_or_a_digest(signer: LocalSigner) -> None:
    signer.make("sm2.one")
    with pytest.raises(KeyNotHeld):
        signer.sign("sm2.two", bytes(32), ground="case-1")
    for digest, ground in ((bytes(32), ""), (bytes(32), "  "), (bytes(31), "case-1")):
        with pytest.raises(ValueError, match="32 bytes"):
            signer.sign("sm2.one", digest, ground=ground)
    with pytest.raises(ValueError, match="no key is called"):
        signer.make("sm2.../../secret-key")
    assert [path.name for path in signer.folder.glob("*.json")] == ["sm2.one.json"]


def test_the_folder_alone_says_nothing_of_a_key(signer: LocalSigner) -> None:
    signer.make("p256.one")
    (path,) = signer.folder.glob("*.json")
    held = json.loads(path.read_text())
    secret = secrecy.unseal(held["key"], place="seals.p256.one")
    assert len(secret) == 64 and secret not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_no_key_passes_for_another(signer: LocalSigner) -> None:
    for name in ("sm2.one", "sm2.two"):
        signer.make(name)
    one, two = (signer.folder / f"sm2.{name}.json" for name in ("one", "two"))
    two.write_bytes(one.read_bytes())
    with pytest.raises(secrecy.SealBroken):
        LocalSigner(signer.folder).sign("sm2.two", bytes(32), ground="case-1")


def test_without_the_data_key_nothing_is_signed_and_the_doctor_learns_it(
    signer: LocalSigner, settings: Any
) -> None:
    signer.make("sm2.one")
    other = base64.b64encode(os.urandom(16)).decode()
    settings.ONEDOOR_DATA_KEYS = {
        **settings.ONEDOOR_DATA_KEYS, "seal": {"9": other}, "current": "9",
    }  # fmt: skip
    fresh = LocalSigner(signer.folder)
    for act in (fresh.prove, lambda: fresh.sign("sm2.one", bytes(32), ground="case-1")):
        with pytest.raises(secrecy.SealBroken):
            act()


def test_after_resealing_the_old_data_key_may_go(signer: LocalSigner, settings: Any) -> None:
    public = {name: signer.make(name) for name in ("sm2.one", "p256.one")}
    held = settings.ONEDOOR_DATA_KEYS
    new = {"9": base64.b64encode(os.urandom(16)).decode()}
    settings.ONEDOOR_DATA_KEYS = {**held, "seal": {**held["seal"], **new}, "current": "9"}
    assert signer.reseal() == 2 and signer.reseal() == 0
    settings.ONEDOOR_DATA_KEYS = {**held, "seal": new, "current": "9"}
    fresh = LocalSigner(signer.folder)
    assert fresh.prove() == 2
    signature = fresh.sign("sm2.one", sm2_digest(public["sm2.one"]), ground="case-1")
    assert ofd.sm2.verify(MESSAGE, signature, public["sm2.one"])


def test_the_settings_name_it() -> None:
    assert isinstance(port("signer"), LocalSigner)
