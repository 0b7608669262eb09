"""A signing server elsewhere that holds the keys of seals; nothing secret of them comes here.

It is told a digest, never a document, and the matter each signature is for. Request and answer are
signed (`signed_http`): HMAC-SM3 over who, when, a word used once, and the body.
"""

from typing import Any

from django.conf import settings

from onedoor.gateways.signed_http import NotProved, ask
from onedoor.kernel.ports import KeyNotHeld


class SignerSilent(OSError):
    """The signing server said no, or what came back is not proved to be its own."""


class RemoteSigner:
    """The signing server at settings.ONEDOOR_SIGNER: url, client, secret."""

    def __init__(self, where: dict[str, str] | None = None, *, patience: float = 5.0) -> None:
        self._where = where
        self.patience = patience

    @property
    def where(self) -> dict[str, str]:
        """Where the server is and what we share with it."""
        return dict(settings.ONEDOOR_SIGNER) if self._where is None else self._where

    def make(self, key: str) -> bytes:
        """The public key, made there where there is none. OSError when it cannot be reached."""
        return bytes.fromhex(self._asked("make", {"key": key})["public"])

    def public(self, key: str) -> bytes:
        """The public key of one that was made. KeyNotHeld; OSError."""
        return bytes.fromhex(self._asked("public", {"key": key})["public"])

    def sign(self, key: str, digest: bytes, *, ground: str) -> bytes:
        """The signature. KeyNotHeld; ValueError as the port says; OSError: try again later."""
        if not ground.strip() or len(digest) != 32:
            raise ValueError("32 bytes are signed, and for a matter that is named")
        question = {"key": key, "digest": digest.hex(), "ground": ground}
        return bytes.fromhex(self._asked("sign", question)["signature"])

    def prove(self) -> int:
        """Let it open every key it holds; how many. OSError when it cannot."""
        return int(self._asked("prove", {})["count"])

    def reseal(self) -> int:
        """Nothing is kept here: the server looks after its own keys."""
        return 0

    def _asked(self, act: str, question: dict[str, Any]) -> dict[str, Any]:
        try:
            status, said = ask(self.where, f"/v1/{act}", question, patience=self.patience)
        except (NotProved, KeyError) as strange:
            raise SignerSilent(f"no proved answer of the signing server: {strange}") from strange
        if status == 404:
            raise KeyNotHeld(f"the signing server has no key {question.get('key')}")
        if status != 200:
            raise SignerSilent(f"the signing server said {status}: {said.get('problem', '')}")
        return said
