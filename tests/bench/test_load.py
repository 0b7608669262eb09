"""What goes wrong while measuring is counted and told; a figure never comes from silence."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from bench import load

SPEC: dict[str, Any] = {
    "what": "sign_ons", "client": "c", "secret": "s", "callback": "https://system.example/",
    "cookie": "onedoor", "sessions": ["one", "two"], "seconds": 0.3,
}  # fmt: skip


def answering(answer: bytes) -> Iterator[int]:
    """A server that answers everything like this and hangs up; its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def serve() -> None:
            while True:
                try:
                    line, _whence = server.accept()
                except OSError:
                    return
                with line:
                    line.recv(4096)
                    line.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@pytest.fixture(params=[
    b"", b"HTTP/1.1 500 No\r\nContent-Length: 4\r\n\r\nnope", b"HTTP/1.1 302 Found\r\n",
], ids=["hangs-up", "refuses", "stops-halfway"])  # fmt: skip
def port(request: Any) -> Iterator[int]:
    yield from answering(request.param)


def test_flows_that_fail_are_counted_as_wrong_and_end_the_measuring_with_the_answer(
    port: int,
) -> None:
    counted = load.sign_ons(SPEC | {"port": port})
    assert counted["wrong"] == counted["all"] > 0 and counted["rate"] == 0
    with pytest.raises(RuntimeError, match=r"(?s)went wrong: .*(nope|hung up|Error)"):
        load.ask_well("single sign-on", SPEC | {"port": port})


def test_nobody_at_the_door_is_wrong_too() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
    with pytest.raises(RuntimeError, match="ConnectionRefusedError"):
        load.ask_well("signing in", SPEC | {"port": port})


def test_a_round_in_which_nothing_was_over_in_time_gives_no_figure() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        spec = {"what": "sign_ons", "port": server.getsockname()[1], "seconds": -1.0}
        with pytest.raises(RuntimeError, match="none was over in time"):
            load.ask_well("single sign-on", SPEC | spec)
