"""The whole site on a port of its own, and visitors in headless Chromium."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth import login as sign_in
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import RequestFactory
from tests.journeys.keys import ByKeys
from tests.journeys.scenery import Scenery, played
from tests.journeys.visitor import PATIENCE, Visitor
from tests.world import World

from onedoor.site.front import Front

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
Visit = Callable[..., Visitor]


class Threads(ThreadingMixIn, WSGIServer):
    """One thread for each connection of a browser, each with a database connection of its own."""

    daemon_threads = True

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser may hang up; what goes wrong in a page is seen on the page."""


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The site as it stands behind its front, at the address this yields; papers and QR codes say
    the same."""
    app = Front(get_wsgi_application(), session=settings.SESSION_COOKIE_NAME)
    known = settings.ONEDOOR_ADDRESS
    with make_server("127.0.0.1", 0, app, server_class=Threads, handler_class=Quiet) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        settings.ONEDOOR_ADDRESS = f"http://127.0.0.1:{server.server_port}"
        yield settings.ONEDOOR_ADDRESS
        settings.ONEDOOR_ADDRESS = known
        server.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the site is for this module's visitors."""
    with served() as here:
        yield here


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not shutil.which(CHROMIUM):
        pytest.skip("Chromium is not installed: make test installs it, or apt install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield opened
        opened.close()


def session_of(login: str) -> dict[str, str]:
    """The cookie of a session in which this account has signed in."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    sign_in(request, get_user_model().objects.get(login=login))
    request.session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(request.session.session_key)}


@pytest.fixture
def visit(browser: Any, address: str, world: World) -> Iterator[Visit]:
    """Opens the site for one more visitor, each in a browser context of their own.

    `who` has signed in already: the journeys that are about something else need not do it again.
    With `keys` they have no mouse.
    """
    contexts = []

    def come_in(
        width: int = 1280, scripts: bool = True, who: str = "", keys: bool = False, **more: Any
    ) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            java_script_enabled=scripts,
            # What scrolls smoothly has not arrived yet when one looks where the focus is.
            **({"reduced_motion": "reduce"} if keys else {}) | {"locale": "zh-CN"} | more,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if who:
            world.cast(who)
            context.add_cookies([session_of(who) | {"url": address}])
        return (ByKeys if keys else Visitor)(context.new_page(), address)

    yield come_in
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def scenery(_registers: World, django_db_blocker: Any) -> Iterator[Scenery]:
    """Cases in every state, for a module that only looks."""
    with django_db_blocker.unblock(), played(_registers) as scenery:
        yield scenery
