"""(h) signing in by login and password, each time as a browser that was never here before.

Nothing is switched off: every person of the sample city signs in in turn, rightly, and what is
right counts towards no limit. Hashing the password is slow on purpose; its own time is the floor.
"""

import time
from statistics import median
from typing import Any

from bench import load
from bench.machine import cpu_of_family
from bench.pages import Figures
from bench.town import Server, Town

CLIENTS = 2
# The page with the form, and the form.
REQUESTS = 2


def measure(
    town: Town, ours: Server, least: Server, *, rounds: int, seconds: float
) -> dict[str, Any]:
    """Medians of sign-ins and of hello-world, taken in turns, and of one hash alone."""
    spec = _people(town) | {"what": "sign_ins", "port": ours.port, "connections": CLIENTS}
    load.ask(spec | {"seconds": 0.5})
    hello = Figures(least, "/")
    rates, busy, took, hashes = [], [], [], []
    for _ in range(rounds):
        before = cpu_of_family(ours.pid)
        answer = load.ask_well("signing in", spec | {"seconds": seconds})
        rates.append(answer["rate"])
        took += answer["took"]
        busy.append((cpu_of_family(ours.pid) - before) / answer["all"] * 1000)
        hashes.append(_one_hash())
        hello.take(seconds)
    usual, slow = load.middle_and_slow(took)
    return {
        "sign_ins_per_second": round(median(rates), 1),
        "p50_ms": round(usual, 1),
        "p95_ms": round(slow, 1),
        "web_cpu_ms_per_sign_in": round(median(busy), 2),
        "hash_cpu_ms": round(median(hashes), 2),
        "hello_per_second": round(median(hello.rates)),
        "ratio": round(median(rates) * REQUESTS / median(hello.rates), 5),
        # How much of a sign-in is the hash that guards the password.
        "hash_share": round(median(hashes) / median(busy), 3),
        "clients": CLIENTS,
        "people": len(spec["logins"]),
    }


def _people(town: Town) -> dict[str, Any]:
    from django.conf import settings

    from onedoor.site.city import PASSWORD

    logins = town.cast.of_kind("person")
    for ref in logins:
        town.cast(ref)
    return {
        "logins": logins, "password": PASSWORD, "cookie": settings.SESSION_COOKIE_NAME,
        "form": settings.CSRF_COOKIE_NAME,
    }  # fmt: skip


def _one_hash() -> float:
    """The processor time of hashing one password as sign-in does, in milliseconds."""
    from django.contrib.auth.hashers import make_password

    before = time.process_time()
    make_password("a password of usual length")
    return (time.process_time() - before) * 1000
