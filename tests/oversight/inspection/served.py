"""The planted site behind a real line: an HTTP server of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.oversight.inspection.planted import Site

MOVED = {"/moved": "/track", "/away": "http://elsewhere.test/", "/round": "/round"}


class Told(BaseHTTPRequestHandler):
    """Answers from `site`, and remembers who asked, and under which names."""

    site = Site()
    agents: set[str] = set()
    hosts: set[str] = set()

    def do_GET(self) -> None:
        self.agents.add(self.headers["User-Agent"])
        self.hosts.add(self.headers["Host"])
        if self.path in MOVED:
            self.send_response(302)
            self.send_header("Location", MOVED[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        answer = self.site(self.path)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(site: Site) -> Iterator[str]:
    """The address where the site answers meanwhile."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Told)
    line = Thread(target=server.serve_forever)
    line.start()
    Told.site = site
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        line.join()
