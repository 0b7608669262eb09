"""The paper twin of the register of persons and organisations: the very protocol, its own process.

It knows the people of the sample city. A request that is unsigned, altered, late or sent twice is
refused; so is a client it does not know.
"""

import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any

from onedoor.gateways.paper_people import Resident, residents
from onedoor.gateways.signed_lines import (
    CLIENT,
    LATE,
    NONCE,
    SIGNATURE,
    TIME,
    is_signed,
    is_timely,
    signature,
)
from onedoor.kernel.time import now

_LONGEST = 16 * 1024


class PaperRegister(ThreadingHTTPServer):
    """A register on this machine; `facts` are host, port, client and secret."""

    daemon_threads = True

    def __init__(self, facts: dict[str, Any], packs: Path) -> None:
        super().__init__((facts["host"], int(facts["port"])), _Line)
        self.client, self.secret = facts["client"], facts["secret"]
        self.known = {(each.number_kind, each.number): each for each in residents(packs)}
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def is_fresh(self, nonce: str) -> bool:
        """Whether this word comes for the first time; forgotten when its request would be late."""
        moment = now().timestamp()
        with self._lock:
            self._seen = {each: at for each, at in self._seen.items() if moment - at <= 2 * LATE}
            if nonce in self._seen:
                return False
            self._seen[nonce] = moment
            return True

    def verdict(self, asked: dict[str, Any]) -> str:
        """match, differs or unknown."""
        found: Resident | None = self.known.get((asked["kind"], asked["number"]))
        if found is None or found.country != asked.get("country", ""):
            return "unknown"
        same = found.name == asked["name"] and asked.get("head", found.head) == found.head
        return "match" if same else "differs"


class _Line(BaseHTTPRequestHandler):
    server: PaperRegister
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= _LONGEST:
            self.close_connection = True
            self._say(413, {"problem": "too long"})
            return
        body = self.rfile.read(length)
        if problem := self._problem(body):
            self._say(401, {"problem": problem})
            return
        try:
            verdict = self.server.verdict(json.loads(body))
        except (ValueError, KeyError, TypeError):
            self._say(400, {"problem": "not a question"})
            return
        self._say(200, {"verdict": verdict, "receipt": f"PR-{secrets.token_hex(8)}"})

    def _problem(self, body: bytes) -> str:
        client, stamp = self.headers.get(CLIENT, ""), self.headers.get(TIME, "")
        nonce = self.headers.get(NONCE, "")
        parts = (client, stamp, nonce, "POST", self.path)
        if client != self.server.client:
            return "unknown client"
        if not is_signed(self.headers, self.server.secret, *parts, body=body):  # type: ignore[arg-type]
            return "not signed"
        if not is_timely(stamp, now=now().timestamp()):
            return "too late"
        if len(nonce) < 16 or not self.server.is_fresh(nonce):
            return "sent before"
        return ""

    def _say(self, status: int, said: dict[str, str]) -> None:
        body = json.dumps(said).encode()
        stamp, nonce = str(int(now().timestamp())), self.headers.get(NONCE, "")
        parts = ("answer", nonce, stamp, str(status))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header(TIME, stamp)
        self.send_header(SIGNATURE, signature(self.server.secret, *parts, body=body))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: Any) -> None:
        """Nothing: a line of a log is no place for who asked about whom."""


def server(facts: dict[str, Any], packs: Path) -> PaperRegister:
    """The register, bound to its port and not yet serving."""
    return PaperRegister(facts, packs)
