"""A town to measure in: a scratch state folder, its own cluster, the packs, the web server."""

import os
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# Two web workers, as `onedoor run` starts them.
WORKERS = 2


@contextmanager
def town(say: Any) -> Iterator["Town"]:
    """Inside, the town stands; everything is thrown away after."""
    state = Path(tempfile.mkdtemp(prefix="onedoor-bench-"))
    state.chmod(0o711)
    os.environ["ONEDOOR_STATE"] = str(state)
    os.environ["DJANGO_SETTINGS_MODULE"] = "onedoor.site.settings"
    os.environ.pop("DATABASE_URL", None)
    from onedoor.site.cluster import Cluster

    cluster = Cluster(state)
    cluster.start(say)
    try:
        yield Town(cluster, state, say)
    finally:
        cluster.discard()
        shutil.rmtree(state, ignore_errors=True)


class Town:
    """The prepared database, the people in it, and the servers."""

    def __init__(self, cluster: Any, state: Path, say: Any) -> None:
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        from onedoor.site import preparing
        from onedoor.site.city import Cast, stories

        preparing.prepare(say, sample=False)
        self.cluster, self.state, self.say = cluster, state, say
        self.cast = Cast(Path(settings.ONEDOOR_PACKS))
        self.stories = list(stories(Path(settings.ONEDOOR_PACKS)))
        # Without seals in force no paper goes out, and no case ends.
        self.cast.found_seals()
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            self.postgresql = cursor.fetchone()[0]

    def keys(self, count: int) -> list[str]:
        """Keys of that many sample firms, for programs that apply for them."""
        from onedoor.kernel.actors import SYSTEM
        from onedoor.registers.people.actions import make_token
        from onedoor.registers.people.queries import account_called

        keys = []
        for ref in self.cast.of_kind("organisation")[:count]:
            self.cast(ref)
            account = account_called(ref)
            assert account is not None
            keys.append(make_token(account, label="bench", by=SYSTEM))
        return keys

    @contextmanager
    def servers(self) -> Iterator[tuple["Server", "Server"]]:
        """The product's web server and, with the very same settings, one that says hello."""
        from onedoor.site.running import web_command

        def served(name: str, *what: str) -> Server:
            port = _free_port()
            command = web_command("127.0.0.1", port, WORKERS)
            return Server(name, port, [*command[:-1], *what] if what else command, self.say)

        ours = served("web server")
        least = served("hello", "bench.hello:application")
        try:
            ours.wait("/alive")
            least.wait("/")
            yield ours, least
        finally:
            ours.stop()
            least.stop()


class Server:
    """One web server on a free port."""

    def __init__(self, name: str, port: int, command: list[str], say: Any) -> None:
        from onedoor.site.processes import Child

        self.port = port
        self.child = Child(name, lambda: command, say)
        self.child.start()

    @property
    def pid(self) -> int:
        """The server's first process."""
        assert self.child.process is not None
        return self.child.process.pid

    def wait(self, path: str) -> None:
        """Until it answers; TimeoutError after a minute."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError), urllib.request.urlopen(self.at(path), timeout=2):
                return
            time.sleep(0.05)
        raise TimeoutError(self.at(path))

    def at(self, path: str) -> str:
        """The whole address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def stop(self) -> None:
        """End it."""
        self.child.ask_to_stop()
        self.child.stop(8)


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
