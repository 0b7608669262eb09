"""The paper twins as processes of their own, as the command line starts them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from onedoor.site.twins import describe


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def a_provider() -> dict[str, Any]:
    """How a provider that is never reached is configured: code "provincial"."""
    note = describe(free_port, host="127.0.0.1", address=settings.ONEDOOR_ADDRESS)
    provider: dict[str, Any] = note["upstreams"][1]
    return provider


class Twin:
    """`onedoor twin NAME` in a process of its own, told to stop at the end."""

    def __init__(self, name: str, note: dict[str, Any], folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "twins.json").write_text(json.dumps(note))
        self.port = int(note[name]["port"])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onedoor.site.cli", "twin", name],
            env={**os.environ, "ONEDOOR_STATE": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, self.process.stdout.read().decode()  # type: ignore[union-attr]
            assert time.monotonic() < deadline, f"the twin {name} did not start"
            time.sleep(0.1)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> str:
        """End it; everything it has said."""
        self.process.send_signal(signal.SIGTERM)
        said, _ = self.process.communicate(timeout=20)
        return said.decode()
