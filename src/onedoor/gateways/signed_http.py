"""Questions between machines over HTTP, JSON both ways, each signed (`signed_lines`).

A request that is unsigned, altered, late or sent twice is refused; so is a client not known. An
answer that cannot be proved to be the server's own, for this very question, is none.
"""

import json
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

import requests

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
from onedoor.kernel.time import machine_seconds

_LONGEST_QUESTION = 16 * 1024
_LONGEST_ANSWER = 64 * 1024

Said = dict[str, Any]


class NotProved(ValueError):
    """What came back is not the server's own answer to this question."""


def ask(where: dict[str, str], path: str, question: Said, *, patience: float) -> tuple[int, Said]:
    """Status and answer of the server at `where` (url, client, secret).

    OSError when the line is down or slow; NotProved for an answer that is not the server's own.
    """
    body = json.dumps(question, ensure_ascii=False).encode()
    stamp, nonce, secret = str(int(machine_seconds())), secrets.token_hex(16), where["secret"]
    parts = (where["client"], stamp, nonce, "POST", path)
    headers = {
        "Content-Type": "application/json",
        CLIENT: where["client"],
        TIME: stamp,
        NONCE: nonce,
        SIGNATURE: signature(secret, *parts, body=body),
    }
    with requests.Session() as line:
        # Straight to the server, whatever the environment says of proxies.
        line.trust_env = False
        answer = line.post(
            where["url"].rstrip("/") + path,
            data=body,
            headers=headers,
            timeout=(patience, patience),
            allow_redirects=False,
            stream=True,
        )
        content = answer.raw.read(_LONGEST_ANSWER + 1, decode_content=True)
    said = answer.headers.get(TIME, "")
    told = ("answer", nonce, said, str(answer.status_code))
    if len(content) > _LONGEST_ANSWER or not is_timely(said, now=machine_seconds()):
        raise NotProved(f"status {answer.status_code}")
    if not is_signed(answer.headers, secret, *told, body=content):
        raise NotProved(f"status {answer.status_code}")
    return answer.status_code, dict(json.loads(content))


class SignedServer(ThreadingHTTPServer):
    """Answers signed questions of one client; `facts` are host, port, client and secret."""

    daemon_threads = True

    def __init__(self, facts: Said) -> None:
        super().__init__((facts["host"], int(facts["port"])), _Line)
        self.client, self.secret = facts["client"], facts["secret"]
        self._seen: dict[str, float] = {}
        self._lock = Lock()

    def answer(self, path: str, asked: Said) -> tuple[int, Said]:
        """Status and answer; KeyError, TypeError or ValueError for what is no question."""
        raise NotImplementedError

    def is_fresh(self, nonce: str) -> bool:
        """Whether this word comes for the first time; forgotten when its request would be late."""
        moment = machine_seconds()
        with self._lock:
            self._seen = {each: at for each, at in self._seen.items() if moment - at <= 2 * LATE}
            if nonce in self._seen:
                return False
            self._seen[nonce] = moment
            return True


class _Line(BaseHTTPRequestHandler):
    server: SignedServer
    protocol_version = "HTTP/1.1"
    # Whoever sends nothing more keeps a thread no longer than this.
    timeout = 30

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 < length <= _LONGEST_QUESTION:
            self.close_connection = True
            self._say(413, {"problem": "too long"})
            return
        body = self.rfile.read(length)
        if problem := self._problem(body):
            self._say(401, {"problem": problem})
            return
        try:
            status, said = self.server.answer(self.path, json.loads(body))
        except (ValueError, KeyError, TypeError):
            status, said = 400, {"problem": "not a question"}
        self._say(status, said)

    def _problem(self, body: bytes) -> str:
        client, stamp = self.headers.get(CLIENT, ""), self.headers.get(TIME, "")
        nonce = self.headers.get(NONCE, "")
        parts = (client, stamp, nonce, "POST", self.path)
        if client != self.server.client:
            return "unknown client"
        if not is_signed(self.headers, self.server.secret, *parts, body=body):  # type: ignore[arg-type]
            return "not signed"
        if not is_timely(stamp, now=machine_seconds()):
            return "too late"
        if len(nonce) < 16 or not self.server.is_fresh(nonce):
            return "sent before"
        return ""

    def _say(self, status: int, said: Said) -> None:
        body = json.dumps(said).encode()
        stamp, nonce = str(int(machine_seconds())), self.headers.get(NONCE, "")
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
