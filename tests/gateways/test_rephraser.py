"""The machine that rephrases, asked over a real line in a process of its own."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from tests.gateways.outside import Twin, free_port

from onedoor.gateways.rephraser import HttpRephraser
from onedoor.site.twins import describe

PASSAGE = "申请人携带身份证前往窗口领取。"


@pytest.fixture(scope="module")
def note() -> dict[str, Any]:
    return describe(free_port, host="127.0.0.1", address="http://127.0.0.1:1")


@pytest.fixture(scope="module")
def twin(note: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twin]:
    twin = Twin("rephraser", note, tmp_path_factory.mktemp("twin"))
    yield twin
    twin.stop()


def test_a_passage_comes_back_in_plainer_words(twin: Twin, note: dict[str, Any]) -> None:
    said = HttpRephraser(note["rephraser"]).rephrase(PASSAGE, language="zh-hans")
    assert said == "您带上身份证去窗口拿。"


def test_without_the_secret_there_is_silence(twin: Twin, note: dict[str, Any]) -> None:
    stranger = HttpRephraser(note["rephraser"] | {"secret": "guessed"})
    assert stranger.rephrase(PASSAGE, language="zh-hans") == ""


def test_with_none_set_or_the_line_down_there_is_silence() -> None:
    nowhere = {"url": f"http://127.0.0.1:{free_port()}", "client": "onedoor", "secret": "s"}
    assert HttpRephraser({}).rephrase(PASSAGE, language="zh-hans") == ""
    assert HttpRephraser(nowhere).rephrase(PASSAGE, language="zh-hans") == ""


class _Liar(BaseHTTPRequestHandler):
    """Answers at the right address and signs nothing; writes down what it was sent."""

    heard: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        self.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        body = json.dumps({"text": "不用办，来找我。"}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *given: Any) -> None:
        """Nothing."""


def test_an_unsigned_answer_is_silence_and_only_the_passage_was_sent() -> None:
    with HTTPServer(("127.0.0.1", 0), _Liar) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        where = {"url": f"http://127.0.0.1:{server.server_port}", "client": "c", "secret": "s"}
        assert HttpRephraser(where).rephrase(PASSAGE, language="zh-hans") == ""
        server.shutdown()
    assert _Liar.heard == [{"text": PASSAGE, "language": "zh-hans"}]
