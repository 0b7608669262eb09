"""(g) whole single sign-on flows: a browser with a session, its code, the tokens, the facts."""

from statistics import median
from typing import Any

from bench import load
from bench.machine import cpu_of_family
from bench.pages import Figures
from bench.town import Server, Town

CLIENTS = 4
# The requests of one flow: authorise, redeem, ask for the facts.
REQUESTS = 3
CALLBACK = "https://system.example/callback"


def measure(
    town: Town, ours: Server, least: Server, *, rounds: int, seconds: float
) -> dict[str, Any]:
    """Medians of flows and of hello-world, taken in turns."""
    spec = _a_system(town) | {"what": "sign_ons", "port": ours.port, "callback": CALLBACK}
    # The first flows wake both workers and make the very first signing key.
    load.ask(spec | {"seconds": 0.5})
    hello = Figures(least, "/")
    flows, busy, took = [], [], []
    for _ in range(rounds):
        before = cpu_of_family(ours.pid)
        answer = load.ask_well("single sign-on", spec | {"seconds": seconds})
        flows.append(answer["rate"])
        took += answer["took"]
        busy.append((cpu_of_family(ours.pid) - before) / answer["all"] * 1000)
        hello.take(seconds)
    usual, slow = load.middle_and_slow(took)
    return {
        "flows_per_second": round(median(flows), 1),
        "p50_ms": round(usual, 1),
        "p95_ms": round(slow, 1),
        "hello_per_second": round(median(hello.rates)),
        # How near its requests come to those of a server that only says hello.
        "ratio": round(median(flows) * REQUESTS / median(hello.rates), 4),
        "web_cpu_ms_per_flow": round(median(busy), 2),
        "rounds": [round(each, 1) for each in flows],
        "clients": CLIENTS,
    }


def _a_system(town: Town) -> dict[str, Any]:
    """A reviewed system, and browsers of people who have agreed to it."""
    from django.conf import settings

    from onedoor.kernel.actors import Actor
    from onedoor.registers.people.queries import account_called
    from onedoor.registers.systems.actions import consent, propose_system, review_system

    agency = next(each.agency for told in town.stories for each in _offerings(told.service))
    system, secret = propose_system(
        agency=agency, name="Bench", purpose="bench", basis="bench",
        facts=["name", "phone"], consent="ask", redirect_uris=[CALLBACK],
        by=Actor(kind="administrator", ref="account:one", office="system"),
    )  # fmt: skip
    review_system(
        system.pk, approve=True,
        by=Actor(kind="administrator", ref="account:another", office="security"),
    )  # fmt: skip
    sessions = []
    for ref in town.cast.of_kind("person")[:CLIENTS]:
        actor = town.cast(ref)
        account = account_called(ref)
        assert account is not None
        consent(account, system.pk, system.facts, by=actor)
        sessions.append(session_of(account))
    return {
        "client": system.pk, "secret": secret, "sessions": sessions,
        "cookie": settings.SESSION_COOKIE_NAME,
    }  # fmt: skip


def _offerings(service: str) -> Any:
    from onedoor.registers.catalogue.queries import current_version

    return current_version(service).parsed.sheet.offerings


def session_of(account: Any) -> str:
    """The key of a session in which this account has signed in."""
    from django.conf import settings
    from django.contrib.auth import login
    from django.contrib.sessions.backends.db import SessionStore
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.save()
    return str(request.session.session_key)
