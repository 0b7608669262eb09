"""The other side: a process of its own that asks and counts. Keep-alive, no pipelining.

`python -m bench.load` reads what to do as JSON and answers with JSON.
"""

import hashlib
import json
import re
import secrets
import selectors
import socket
import subprocess
import sys
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)
_WARM_UP = 0.5
# Larger than an answer, smaller than what makes the allocator ask the system for memory.
_AT_ONCE = 32768


def ask(*specs: dict[str, Any]) -> list[dict[str, Any]]:
    """Run one process for each specification, all at once; what each has counted."""
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.load"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in specs
    ]
    for process, spec in zip(processes, specs, strict=True):
        assert process.stdin is not None
        process.stdin.write(json.dumps(spec))
        process.stdin.close()
    answers = []
    for process in processes:
        assert process.stdout is not None
        answers.append(json.loads(process.stdout.read()))
        process.wait()
    return answers


class Line:
    """One connection with one request under way."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""

    def whole(self) -> bool:
        """Whether all of the answer has arrived."""
        head = self.got.find(b"\r\n\r\n")
        if head < 0:
            return False
        if length := _LENGTH.search(self.got, 0, head + 2):
            return len(self.got) >= head + 4 + int(length[1])
        return self.got.endswith(b"0\r\n\r\n")


def pages(spec: dict[str, Any]) -> dict[str, Any]:
    """GET one address over several connections for some seconds."""
    request = (
        f"GET {spec['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n"
        "Accept-Language: zh-CN\r\n\r\n"
    ).encode()
    selector, lines = selectors.DefaultSelector(), []
    for _ in range(spec["connections"]):
        line = Line("127.0.0.1", spec["port"])
        lines.append(line)
        selector.register(line.socket, selectors.EVENT_READ, line)
        line.socket.sendall(request)
    counted = wrong = everything = size = 0
    begin = time.perf_counter() + _WARM_UP
    end = begin + spec["seconds"]
    while (moment := time.perf_counter()) < end:
        for key, _ in selector.select(0.1):
            line = key.data
            line.got += line.socket.recv(_AT_ONCE)
            if line.whole():
                everything += 1
                counted += moment >= begin
                wrong += not line.got.startswith(b"HTTP/1.1 200")
                size, line.got = len(line.got), b""
                line.socket.sendall(request)
    return {
        "rate": counted / spec["seconds"], "all": everything, "wrong": wrong, "size": size,
        "cpu": time.process_time(),
    }  # fmt: skip


def applications(spec: dict[str, Any]) -> dict[str, Any]:
    """POST complete applications, each with a number and files of its own."""
    body = b64decode(spec["body"])
    head = (
        "POST /api/v1/applications HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        "Authorization: Bearer {key}\r\nIdempotency-Key: {own}\r\n"
        f"Content-Type: multipart/form-data; boundary={spec['boundary']}\r\n"
        "Content-Length: {length}\r\n\r\n"
    )
    begin = time.perf_counter() + _WARM_UP
    end = begin + spec["seconds"]
    counts: list[tuple[int, int, bytes]] = []

    def send(who: int) -> None:
        line, sent, wrong, last = Line("127.0.0.1", spec["port"]), 0, 0, b""
        number = 0
        while (moment := time.perf_counter()) < end:
            number += 1
            own = f"{spec['round']:04d}{who:04d}{number:08d}"
            agency = spec["agencies"][number % len(spec["agencies"])]
            content = body.replace(b"OWN-NUMBER-HERE-", own.encode())
            content = content.replace(b"AGENCY-HERE", agency.encode())
            key = spec["keys"][number % len(spec["keys"])]
            top = head.format(key=key, own=own, length=len(content))
            line.got = b""
            line.socket.sendall(top.encode() + content)
            while not line.whole():
                line.got += line.socket.recv(_AT_ONCE)
            if line.got.startswith(b"HTTP/1.1 201"):
                sent += moment >= begin
            else:
                wrong, last = wrong + 1, line.got
        counts.append((sent, wrong, last))

    threads = [threading.Thread(target=send, args=(who,)) for who in range(spec["connections"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rate": sum(sent for sent, _, _ in counts) / spec["seconds"],
        "wrong": sum(wrong for _, wrong, _ in counts),
        "last_wrong": next((last.decode(errors="replace") for _, _, last in counts if last), ""),
        "cpu": time.process_time(),
    }


def sign_ons(spec: dict[str, Any]) -> dict[str, Any]:
    """Whole flows of single sign-on, each with a code, a verifier and tokens of its own."""
    begin = time.perf_counter() + _WARM_UP
    end = begin + spec["seconds"]
    counts: list[tuple[int, int, int, bytes]] = []

    def sign_on(session: str) -> None:
        line, counted, everything, wrong, last = Line("127.0.0.1", spec["port"]), 0, 0, 0, b""
        while (moment := time.perf_counter()) < end:
            everything += 1
            told = _one_flow(line, spec, session)
            counted += moment >= begin and not told
            wrong, last = wrong + bool(told), told or last
        counts.append((counted, everything, wrong, last))

    threads = [threading.Thread(target=sign_on, args=(each,)) for each in spec["sessions"]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rate": sum(counted for counted, _, _, _ in counts) / spec["seconds"],
        "all": sum(everything for _, everything, _, _ in counts),
        "wrong": sum(wrong for _, _, wrong, _ in counts),
        "last_wrong": next((last.decode(errors="replace") for *_, last in counts if last), ""),
        "cpu": time.process_time(),
    }


def _one_flow(line: Line, spec: dict[str, Any], session: str) -> bytes:
    """Authorise, redeem, ask for the facts; the answer that was wrong, or nothing."""
    verifier = secrets.token_urlsafe(32)
    challenge = urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = urlencode({
        "client_id": spec["client"], "response_type": "code", "scope": "openid profile phone",
        "redirect_uri": spec["callback"], "state": "s", "nonce": verifier[:16],
        "code_challenge": challenge, "code_challenge_method": "S256",
    })  # fmt: skip
    got = _said(
        line, f"GET /identity/o/authorize?{query}", f"Cookie: {spec['cookie']}={session}\r\n"
    )
    code = re.search(rb"\r\nlocation: [^\r]*[?&]code=([^&\r]+)", got, re.IGNORECASE)
    if not code:
        return got
    form = urlencode({
        "grant_type": "authorization_code", "code": code[1].decode(), "code_verifier": verifier,
        "redirect_uri": spec["callback"], "client_id": spec["client"],
        "client_secret": spec["secret"],
    })  # fmt: skip
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    got = _said(line, "POST /identity/o/api/token", kind, form)
    access = re.search(rb'"access_token": "([^"]+)"', got)
    if not access or b'"id_token"' not in got:
        return got
    shown = f"Authorization: Bearer {access[1].decode()}\r\n"
    got = _said(line, "GET /identity/o/api/userinfo", shown)
    return b"" if got.startswith(b"HTTP/1.1 200") and b'"phone_number"' in got else got


def _said(line: Line, what: str, headers: str, body: str = "") -> bytes:
    """One request and its whole answer."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    line.got = b""
    line.socket.sendall(
        f"{what} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}{length}\r\n{body}".encode()
    )
    while not line.whole():
        line.got += line.socket.recv(_AT_ONCE)
    return line.got


def main() -> None:
    """Do what standard input says."""
    spec = json.load(sys.stdin)
    what = {"pages": pages, "applications": applications, "sign_ons": sign_ons}[spec.pop("what")]
    json.dump(what(spec), sys.stdout)


if __name__ == "__main__":
    main()
