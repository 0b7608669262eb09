"""The paper twin of a signing server: the very protocol, its own process, its own keys.

It signs for one client, under a key it holds, with the matter named; each signature is a line in
its own log before it is given out. What else it refuses, `signed_http` says.
"""

import json
import os
from pathlib import Path
from threading import Lock

from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.signed_http import Said, SignedServer
from onedoor.kernel.ports import KeyNotHeld
from onedoor.kernel.time import now


class PaperSigner(SignedServer):
    """A signing server on this machine; `facts` are host, port, client and secret."""

    def __init__(self, facts: Said, folder: Path) -> None:
        super().__init__(facts)
        self.keys = LocalSigner(folder / "keys")
        self.log = folder / "signatures.log"
        self._writing = Lock()

    def answer(self, path: str, asked: Said) -> tuple[int, Said]:
        """What was asked for, or 404 for a key that is not held."""
        try:
            return 200, self._done(path.removeprefix("/v1/"), asked)
        except KeyNotHeld:
            return 404, {"problem": "no such key"}

    def _done(self, act: str, asked: Said) -> Said:
        if act == "make":
            return {"public": self.keys.make(asked["key"]).hex()}
        if act == "public":
            return {"public": self.keys.public(asked["key"]).hex()}
        if act == "prove":
            return {"count": self.keys.prove()}
        if act != "sign":
            raise ValueError("nothing is done under this address")
        digest = bytes.fromhex(asked["digest"])
        signature = self.keys.sign(asked["key"], digest, ground=str(asked["ground"]))
        self._note(str(asked["key"]), digest, str(asked["ground"]))
        return {"signature": signature.hex()}

    def _note(self, key: str, digest: bytes, ground: str) -> None:
        facts = {
            "at": now().isoformat(), "client": self.client, "key": key, "digest": digest.hex(),
            "ground": ground,
        }  # fmt: skip
        line = json.dumps(facts, ensure_ascii=False) + "\n"
        with self._writing:
            handle = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(handle, "a", encoding="utf-8") as file:
                file.write(line)
                file.flush()
                os.fsync(file.fileno())


def server(facts: Said, folder: Path) -> PaperSigner:
    """The signing server, bound to its port and not yet serving."""
    return PaperSigner(facts, folder)
