"""Keys that live elsewhere: a signing server in a process of its own, and attacked on its line."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.gateways.outside import free_port
from tests.gateways.sealed import GROUND, a_sealed_ofd, a_sealed_pdf, named

from onedoor.gateways.local_ofd import LocalOfdSealer
from onedoor.gateways.local_seal import LocalSealer
from onedoor.gateways.local_signer import LocalSigner
from onedoor.gateways.remote_signer import RemoteSigner, SignerSilent
from onedoor.gateways.signed_lines import CLIENT, LATE, NONCE, SIGNATURE, TIME, signature
from onedoor.kernel.ports import KeyNotHeld
from onedoor.kernel.time import travel

PATH = "/v1/sign"


class Server:
    """`onedoor seals serve` in a process of its own, with a state folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onedoor.site.cli", "seals", "serve", "--port", str(self.port)],
            env={**os.environ, "ONEDOOR_STATE": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, self.process.stdout.read().decode()  # type: ignore[union-attr]
            assert time.monotonic() < deadline, "the signing server did not start"
            time.sleep(0.1)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)

    @property
    def facts(self) -> dict[str, str]:
        return dict(json.loads((self.folder / "signer" / "client.json").read_text()))

    def uses(self) -> list[dict[str, str]]:
        log = self.folder / "signer" / "signatures.log"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("signing"))
    yield server
    server.stop()


@pytest.fixture
def remote(server: Server) -> RemoteSigner:
    return RemoteSigner(server.facts)


def test_a_seal_put_on_through_the_server_is_verified_like_any_other(
    remote: RemoteSigner, server: Server, tmp_path: Path
) -> None:
    ofd_sealer = LocalOfdSealer(tmp_path / "sm2", remote)
    sealer = LocalSealer(tmp_path, remote)
    for report in (
        ofd_sealer.check(a_sealed_ofd(ofd_sealer)),
        sealer.check(a_sealed_pdf(sealer)),
    ):
        assert (report.sealed, report.whole, report.trusted) == (True, True, True)
        assert report.signer == named().name and not report.problems
    # No key lies here; the server has them all, sealed, and wrote down what each was used for.
    assert not list(tmp_path.rglob("keys"))
    held = {path.stem for path in (server.folder / "signer" / "keys").glob("*.json")}
    ours = {f"sm2.{named().key}", f"p256.{named().key}"}
    assert ours <= held
    assert ours <= {use["key"] for use in server.uses() if use["ground"] == GROUND}


def test_a_replayed_day_is_sealed_through_the_server_too(
    remote: RemoteSigner, tmp_path: Path
) -> None:
    sealer = LocalSealer(tmp_path, remote)
    with travel(date(2019, 3, 4)):
        report = sealer.check(a_sealed_pdf(sealer))
    assert report.trusted and report.signed_at and report.signed_at.year == 2019


def test_it_signs_for_no_unknown_key_and_for_nothing_unnamed(
    remote: RemoteSigner, server: Server
) -> None:
    remote.make("sm2.one")
    before = len(server.uses()) if (server.folder / "signer" / "signatures.log").exists() else 0
    with pytest.raises(KeyNotHeld):
        remote.sign("sm2.nobody", bytes(32), ground=GROUND)
    with pytest.raises(ValueError, match="named"):
        remote.sign("sm2.one", bytes(32), ground=" ")
    refused = _sent(server.facts, {"key": "sm2.one", "digest": "00" * 32, "ground": ""})
    assert refused.status_code == 400 and "signature" not in refused.json()
    assert before == (len(server.uses()) if before else 0)


def _headers(facts: dict[str, str], body: bytes, **changed: str) -> dict[str, str]:
    given = {
        "client": facts["client"], "secret": facts["secret"], "stamp": str(int(time.time())),
        "nonce": f"{time.monotonic_ns():032d}",
    } | changed  # fmt: skip
    parts = (given["client"], given["stamp"], given["nonce"], "POST", PATH)
    return {
        CLIENT: given["client"], TIME: given["stamp"], NONCE: given["nonce"],
        SIGNATURE: signature(given["secret"], *parts, body=body),
    }  # fmt: skip


def _sent(facts: dict[str, str], question: dict[str, Any], **changed: str) -> requests.Response:
    body = json.dumps(question).encode()
    headers = _headers(facts, body, **changed)
    return requests.post(facts["url"] + PATH, data=body, headers=headers, timeout=5)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"secret": "guessed"}, "not signed"),
        ({"client": "somebody"}, "unknown client"),
        ({"stamp": str(int(time.time()) - LATE - 60)}, "too late"),
        ({"stamp": str(int(time.time()) + LATE + 600)}, "too late"),
        ({"nonce": "short"}, "sent before"),
    ],
)
def test_a_request_that_is_not_the_products_own_and_of_now_signs_nothing(
    server: Server, remote: RemoteSigner, changed: dict[str, str], problem: str
) -> None:
    remote.make("sm2.one")
    refused = _sent(
        server.facts, {"key": "sm2.one", "digest": "00" * 32, "ground": GROUND}, **changed
    )
    assert refused.status_code == 401
    assert refused.json() == {"problem": problem}


def test_a_request_recorded_and_sent_again_signs_nothing(
    server: Server, remote: RemoteSigner
) -> None:
    remote.make("sm2.one")
    question = {"key": "sm2.one", "digest": "11" * 32, "ground": GROUND}
    nonce = "a-word-used-once-and-never-again"
    assert _sent(server.facts, question, nonce=nonce).status_code == 200
    count = len(server.uses())
    again = _sent(server.facts, question, nonce=nonce)
    assert again.status_code == 401 and again.json()["problem"] == "sent before"
    assert len(server.uses()) == count


def test_an_answer_that_is_not_the_servers_own_is_no_signature(server: Server) -> None:
    with pytest.raises(SignerSilent, match="no proved answer"):
        RemoteSigner(server.facts | {"secret": "another"}).make("sm2.one")


def test_a_server_that_is_down_is_an_outage_and_comes_back_with_its_keys(tmp_path: Path) -> None:
    server = Server(tmp_path)
    remote = RemoteSigner(server.facts)
    public = remote.make("sm2.one")
    server.stop()
    with pytest.raises(OSError):
        remote.sign("sm2.one", bytes(32), ground=GROUND)
    server.start()
    try:
        assert remote.public("sm2.one") == public and remote.prove() == 1
        assert remote.sign("sm2.one", bytes(32), ground=GROUND)
    finally:
        server.stop()


def test_moving_to_a_server_keeps_trusting_what_the_former_root_sealed(
    remote: RemoteSigner, tmp_path: Path
) -> None:
    here = LocalSealer(tmp_path, LocalSigner(tmp_path / "keys"))
    before = a_sealed_pdf(here)
    there = LocalSealer(tmp_path, remote)
    after = a_sealed_pdf(there, name="甲局")
    assert there.check(before).trusted and there.check(after).trusted
    assert there.check(before).chain[-1] == there.check(after).chain[-1]
    assert len(there.authority.trusted_roots()) == 2
