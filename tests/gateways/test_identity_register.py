"""The register of persons, asked over a real line in a process of its own, and attacked on it."""

import json
import logging
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import requests
from tests.gateways.outside import Twin, free_port

from onedoor.gateways.identity_register import PATH, HttpRegister
from onedoor.gateways.signed_lines import (
    CLIENT,
    LATE,
    NONCE,
    SIGNATURE,
    TIME,
    signature,
)
from onedoor.site.twins import describe

NUMBER, NAME = "652999198506120027", "阿依古丽·买买提"


@pytest.fixture(scope="module")
def note() -> dict[str, Any]:
    return describe(free_port, host="127.0.0.1", address="http://127.0.0.1:1")


@pytest.fixture(scope="module")
def twin(note: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    twin = Twin("register", note, tmp_path_factory.mktemp("twin"))
    yield twin
    said = twin.stop()
    # Everything asked here was about this person; nothing of it may stand in a log.
    assert NUMBER not in said and NAME not in said


@pytest.fixture
def register(twin: Twin, note: dict[str, Any]) -> HttpRegister:
    return HttpRegister(note["register"])


def _signed(note: dict[str, Any], body: bytes, **changed: str) -> dict[str, str]:
    given = {
        "client": note["register"]["client"],
        "stamp": str(int(time.time())),
        "nonce": f"{time.monotonic_ns():032d}",
        "secret": note["register"]["secret"],
    } | changed
    return {
        CLIENT: given["client"], TIME: given["stamp"], NONCE: given["nonce"],
        SIGNATURE: signature(
            given["secret"], given["client"], given["stamp"], given["nonce"], "POST", PATH,
            body=body,
        ),
    }  # fmt: skip


def test_a_name_and_number_of_the_sample_city_match_with_a_receipt(register: HttpRegister) -> None:
    answer = register.check("citizen", NUMBER, NAME)
    assert answer.verdict == "match" and answer.receipt


def test_another_name_differs_and_a_strange_number_is_unknown(register: HttpRegister) -> None:
    assert register.check("citizen", NUMBER, "别人").verdict == "differs"
    assert register.check("citizen", "11010519491231002X", NAME).verdict == "unknown"
    assert register.check("passport", NUMBER, NAME).verdict == "unknown"


def test_it_knows_firms_and_who_represents_them(register: HttpRegister) -> None:
    firm = ("credit_code", "91652901919002001P", "天山果业有限公司")
    assert register.check(*firm).verdict == "match"
    assert register.check(*firm, head="李强").verdict == "match"
    assert register.check(*firm, head="别人").verdict == "differs"


def test_a_request_that_is_unsigned_altered_late_or_strange_is_refused(
    twin: Twin, note: dict[str, Any]
) -> None:
    url = note["register"]["url"] + PATH
    body = json.dumps({"kind": "citizen", "number": NUMBER, "name": NAME}).encode()
    old = str(int(time.time()) - LATE - 60)
    for headers, sent in (
        ({}, body),
        (_signed(note, body), body.replace(b"citizen", b"citizem")),
        (_signed(note, body, stamp=old), body),
        (_signed(note, body, stamp=str(int(time.time()) + LATE + 60)), body),
        (_signed(note, body, secret="guessed"), body),
        (_signed(note, body, client="somebody"), body),
        (_signed(note, body, nonce="short"), body),
    ):
        refused = requests.post(url, data=sent, headers=headers, timeout=5)
        assert refused.status_code == 401, headers
        assert "verdict" not in refused.json()


def test_a_request_recorded_and_sent_again_is_refused(twin: Twin, note: dict[str, Any]) -> None:
    url = note["register"]["url"] + PATH
    body = json.dumps({"kind": "citizen", "number": NUMBER, "name": NAME}).encode()
    headers = _signed(note, body)
    assert requests.post(url, data=body, headers=headers, timeout=5).json()["verdict"] == "match"
    again = requests.post(url, data=body, headers=headers, timeout=5)
    assert again.status_code == 401 and again.json()["problem"] == "sent before"


class _Liar(BaseHTTPRequestHandler):
    """Somebody on the line who answers in the register's place."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, headers, body = self.server.say(self.headers)  # type: ignore[attr-defined]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: Any) -> None:
        pass


@pytest.fixture
def liar() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), _Liar)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


YES = json.dumps({"verdict": "match", "receipt": "R"}).encode()


def _answer(secret: str, nonce: str, stamp: str, body: bytes) -> dict[str, str]:
    return {TIME: stamp, SIGNATURE: signature(secret, "answer", nonce, stamp, "200", body=body)}


@pytest.mark.parametrize("lie", ["unsigned", "wrong key", "replayed", "altered", "old", "moved"])
def test_a_yes_that_is_not_the_registers_own_for_this_question_is_no_yes(
    liar: HTTPServer, lie: str, caplog: pytest.LogCaptureFixture
) -> None:
    now = str(int(time.time()))

    def say(headers: Any) -> tuple[int, dict[str, str], bytes]:
        nonce = headers[NONCE]
        return {
            "unsigned": lambda: (200, {}, YES),
            "wrong key": lambda: (200, _answer("other", nonce, now, YES), YES),
            "replayed": lambda: (200, _answer("s", "an-earlier-nonce", now, YES), YES),
            "altered": lambda: (200, _answer("s", nonce, now, YES.replace(b"match", b"differs")),
                                YES),
            "old": lambda: (200, _answer("s", nonce, str(int(now) - LATE - 9), YES), YES),
            "moved": lambda: (302, {"Location": "http://127.0.0.1:1/"}, b""),
        }[lie]()  # fmt: skip

    liar.say = say  # type: ignore[attr-defined]
    where = {"url": f"http://127.0.0.1:{liar.server_port}", "client": "onedoor", "secret": "s"}
    with caplog.at_level(logging.INFO):
        assert HttpRegister(where).check("citizen", NUMBER, NAME).verdict == "unavailable"
    assert NUMBER not in caplog.text and NAME not in caplog.text


def test_an_honest_answer_on_the_same_line_is_believed(liar: HTTPServer) -> None:
    def say(headers: Any) -> tuple[int, dict[str, str], bytes]:
        return 200, _answer("s", headers[NONCE], str(int(time.time())), YES), YES

    liar.say = say  # type: ignore[attr-defined]
    where = {"url": f"http://127.0.0.1:{liar.server_port}", "client": "onedoor", "secret": "s"}
    assert HttpRegister(where).check("citizen", NUMBER, NAME).verdict == "match"


def test_a_register_that_is_down_slow_or_not_configured_is_silent_not_negative(
    liar: HTTPServer,
) -> None:
    down = {"url": f"http://127.0.0.1:{free_port()}", "client": "c", "secret": "s"}
    assert HttpRegister(down).check("citizen", NUMBER, NAME).verdict == "unavailable"
    assert HttpRegister({}).check("citizen", NUMBER, NAME).verdict == "unavailable"

    def say(headers: Any) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.5)
        return 200, {}, b""

    liar.say = say  # type: ignore[attr-defined]
    slow = {"url": f"http://127.0.0.1:{liar.server_port}", "client": "c", "secret": "s"}
    assert HttpRegister(slow, patience=0.1).check("citizen", NUMBER, NAME).verdict == "unavailable"


def test_a_twin_without_a_description_says_what_to_do(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from onedoor.site.cli import app

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEDOOR_STATE", str(tmp_path))
        refused = CliRunner().invoke(app, ["twin", "register"])
    assert refused.exit_code == 1 and "onedoor run" in refused.output
