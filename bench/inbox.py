"""(e) the clerk's inbox at ten thousand open cases and at a million; quick: a hundred thousand."""

import time
from statistics import median
from typing import Any

from bench.flows import SERVICE
from bench.machine import cpu_seconds
from bench.town import Town

SIZES = (10_000, 1_000_000)
QUICK_SIZES = (10_000, 100_000)
_ASKED = 40

# Copies of one case and its open task, all waiting for the same post, due on sixty different days.
_CASES = """
INSERT INTO cases_case SELECT (jsonb_populate_record(template, jsonb_build_object(
    'id', gen_random_uuid(), 'number', 'B' || n, 'query_code', 'B' || n, 'request_key', 'B' || n,
    'applicant_name', template.applicant_name || n))).*
FROM cases_case AS template, generate_series(%(first)s::int, %(last)s::int) AS n
WHERE template.number = %(number)s
"""
_TASKS = """
INSERT INTO cases_task SELECT (jsonb_populate_record(template, jsonb_build_object(
    'id', nextval('cases_task_id_seq'), 'case_id', copy.id,
    'due_on', template.due_on + mod(substr(copy.number, 2)::int, 60)))).*
FROM cases_task AS template, cases_case AS copy
WHERE template.case_id = (SELECT id FROM cases_case WHERE number = %(number)s)
  AND template.state = 'open' AND copy.number LIKE 'B%%'
  AND substr(copy.number, 2)::int BETWEEN %(first)s AND %(last)s
"""


def measure(town: Town, *, quick: bool = False) -> dict[str, Any]:
    """Processor time of the page, by the web process and by the database, at both sizes."""
    told = next(told for told in town.stories if told.service == SERVICE)
    case = told.play(town.cast, until=1).run()
    task = case.tasks.get(state="open")
    clerk = next(
        ref for ref, each in town.cast.staff.items() if f"{task.agency}/{task.post}" in each.posts
    )
    town.cast(clerk)
    # As the sample city works: its clerks sign in by password alone.
    town.cast.settle()
    found, before = {}, 0
    sizes = QUICK_SIZES if quick else SIZES
    for size in sizes:
        _fill(case.number, before + 1, size)
        before = size
        found[str(size)] = _ask(clerk)
    small, large = (found[str(size)] for size in sizes)
    return {
        "web_cpu_ms": {size: each["web_cpu_ms"] for size, each in found.items()},
        "database_cpu_ms": {size: each["database_cpu_ms"] for size, each in found.items()},
        "wall_ms": {size: each["wall_ms"] for size, each in found.items()},
        "growth": round(_whole(large) / _whole(small), 2),
    }


def _whole(each: dict[str, float]) -> float:
    """What one page costs the web process and the database together."""
    return each["web_cpu_ms"] + each["database_cpu_ms"]


def _fill(number: str, first: int, last: int) -> None:
    from django.db import connection

    facts = {"number": number, "first": first, "last": last}
    with connection.cursor() as cursor:
        cursor.execute(_CASES, facts)
        cursor.execute(_TASKS, facts)
        cursor.execute("ANALYZE cases_case, cases_task")
        cursor.execute("CHECKPOINT")


def _ask(clerk: str, page: str = "desk:inbox") -> dict[str, float]:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from onedoor.registers.people.queries import account_called

    client, address = Client(HTTP_HOST="localhost"), reverse(page)
    account = account_called(clerk)
    assert account is not None
    client.force_login(account)
    web, wall = [], []
    for _ in range(5):
        _get(client, address)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    database = cpu_seconds(backend)
    for _ in range(_ASKED):
        began, used = time.perf_counter(), time.process_time()
        _get(client, address)
        web.append((time.process_time() - used) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return {
        "web_cpu_ms": round(median(web), 2),
        "database_cpu_ms": round((cpu_seconds(backend) - database) / _ASKED * 1000, 2),
        "wall_ms": round(median(wall), 2),
    }


def _get(client: Any, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
