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
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

_LENGTH = b"\r\ncontent-length:"
_WARM_UP = 0.5
# Larger than an answer, smaller than what makes the allocator ask the system for memory.
_AT_ONCE = 32768
# An answer that takes longer will not come any more.
_PATIENCE = 20.0


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
        with process.stdout as said:
            answers.append(json.loads(said.read()))
        process.wait()
    return answers


def ask_well(what: str, spec: dict[str, Any]) -> dict[str, Any]:
    """What one process counted; RuntimeError with the answer when any was wrong, or none came."""
    (answer,) = ask(spec)
    if answer["wrong"]:
        raise RuntimeError(f"{what}: {answer['wrong']} went wrong: {answer['last_wrong'][:2000]}")
    if not answer["took"]:
        raise RuntimeError(f"{what}: of {answer['all']} begun, none was over in time")
    return answer


def middle_and_slow(took: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile of these times."""
    ordered = sorted(took)
    return ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]


class Line:
    """One connection with one request under way."""

    def __init__(self, host: str, port: int, patience: float | None = None) -> None:
        self.socket = socket.create_connection((host, port), timeout=patience)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.got = b""

    def whole(self) -> bool:
        """Whether all of the answer has arrived."""
        head = self.got.find(b"\r\n\r\n")
        if head < 0:
            return False
        # No regular expression: the asker works on the same cores as the server it asks.
        heads = self.got[: head + 2].lower()
        at = heads.find(_LENGTH)
        if at >= 0:
            at += len(_LENGTH)
            return len(self.got) >= head + 4 + int(heads[at : heads.find(b"\r\n", at)])
        return self.got.endswith(b"0\r\n\r\n")

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def takes(self) -> None:
        """Some more of the answer; ConnectionError when the other side has hung up."""
        more = self.socket.recv(_AT_ONCE)
        if not more:
            raise ConnectionError(f"hung up after {self.got[:200]!r}")
        self.got += more

    def asks(self, request: bytes) -> bytes:
        """The whole answer to one request."""
        self.got = b""
        self.socket.sendall(request)
        while not self.whole():
            self.takes()
        return self.got


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
            line.takes()
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

    def send(line: Line, who: int, number: int) -> bytes:
        own = f"{spec['round']:04d}{who:04d}{number:08d}"
        agency = spec["agencies"][number % len(spec["agencies"])]
        content = body.replace(b"OWN-NUMBER-HERE-", own.encode())
        content = content.replace(b"AGENCY-HERE", agency.encode())
        key = spec["keys"][number % len(spec["keys"])]
        got = line.asks(head.format(key=key, own=own, length=len(content)).encode() + content)
        return b"" if got.startswith(b"HTTP/1.1 201") else got

    return _over_and_over(spec, spec["connections"], send)


def sign_ons(spec: dict[str, Any]) -> dict[str, Any]:
    """Whole flows of single sign-on, each with a code, a verifier and tokens of its own."""

    def flow(line: Line, who: int, number: int) -> bytes:
        return _one_flow(line, spec, spec["sessions"][who])

    return _over_and_over(spec, len(spec["sessions"]), flow)


def sign_ins(spec: dict[str, Any]) -> dict[str, Any]:
    """Sign-ins by login and password, each as a browser that was never here before."""
    everybody, clients = spec["logins"], spec["connections"]

    def enter(line: Line, who: int, number: int) -> bytes:
        # Each client has people of its own, and they take turns.
        mine = everybody[who::clients]
        return _one_sign_in(line, spec, mine[number % len(mine)])

    return _over_and_over(spec, clients, enter)


# One whole unit of work on a connection: what was answered wrongly, or nothing.
Work = Callable[[Line, int, int], bytes]


def _over_and_over(spec: dict[str, Any], clients: int, work: Work) -> dict[str, Any]:
    """So many clients work until the time is over; whatever goes wrong is counted and told.

    A unit counts when it is *finished* within the time, as with pages; begun before or not.
    """
    begin = time.perf_counter() + _WARM_UP
    end = begin + spec["seconds"]
    took: list[float] = []
    everything: list[None] = []
    wrong: list[bytes] = []

    def client(who: int) -> None:
        line: Line | None = None
        number = 0
        while (started := time.perf_counter()) < end:
            number += 1
            everything.append(None)
            try:
                line = line or Line("127.0.0.1", spec["port"], _PATIENCE)
                told = work(line, who, number)
            except Exception as error:
                # A client that fell silent would be a round without figures, or with half of them.
                told = f"{type(error).__name__}: {error}".encode()
                if line:
                    line.close()
                line = None
                time.sleep(0.05)
            finished = time.perf_counter()
            if told:
                wrong.append(told)
            elif begin <= finished < end:
                took.append(finished - started)
        if line:
            line.close()

    threads = [threading.Thread(target=client, args=(who,)) for who in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "rate": len(took) / spec["seconds"],
        "took": [round(each * 1000, 2) for each in took],
        "all": len(everything),
        "wrong": len(wrong),
        "last_wrong": wrong[-1].decode(errors="replace") if wrong else "",
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


def _one_sign_in(line: Line, spec: dict[str, Any], login: str) -> bytes:
    """Open the page, send the form; the answer that was wrong, or nothing."""
    got = _said(line, "GET /sign-in", "Accept-Language: zh-CN\r\n")
    form = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', got)
    cookie = _cookie(got, spec["form"])
    if not form or not cookie:
        return got
    body = urlencode({
        "csrfmiddlewaretoken": form[1].decode(), "login": login, "password": spec["password"],
    })  # fmt: skip
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    got = _said(line, "POST /sign-in", f"Cookie: {cookie}\r\n{kind}", body)
    return b"" if got.startswith(b"HTTP/1.1 302") and _cookie(got, spec["cookie"]) else got


def _cookie(answer: bytes, name: str) -> str:
    """The cookie of this name that an answer sets, as a browser sends it back."""
    found = re.search(rb"\r\nset-cookie: *(%s=[^;\r]+)" % name.encode(), answer, re.IGNORECASE)
    return found[1].decode() if found else ""


def _said(line: Line, what: str, headers: str, body: str = "") -> bytes:
    """One request and its whole answer."""
    length = f"Content-Length: {len(body)}\r\n" if body else ""
    return line.asks(f"{what} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}{length}\r\n{body}".encode())


def main() -> None:
    """Do what standard input says."""
    spec = json.load(sys.stdin)
    known = {
        "pages": pages, "applications": applications, "sign_ons": sign_ons, "sign_ins": sign_ins,
    }  # fmt: skip
    json.dump(known[spec.pop("what")](spec), sys.stdout)


if __name__ == "__main__":
    main()
