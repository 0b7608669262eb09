"""(a) applications through the API against (b) the same rows by pgbench."""

import json
import subprocess
from base64 import b64encode
from pathlib import Path
from statistics import median
from typing import Any

from bench import load
from bench.machine import cpu_of_family
from bench.town import Server, Town

SERVICE = "publication-retail"
# A lent shop: two documents are called for.
SITUATION = {"premises": "lent"}
CLIENTS = 2
_TABLES = ("cases_case", "cases_material", "cases_task", "record", "record_head", "record_news")


def measure(town: Town, server: Server, *, rounds: int, seconds: float) -> dict[str, Any]:
    """Medians of both, taken in turns."""
    spec = _application(town) | {
        "port": server.port,
        "connections": CLIENTS,
        "what": "applications",
    }
    load.ask(spec | {"seconds": 0.5, "round": 0})
    script = _script(town)
    flow, floor, busy = [], [], []
    for turn in range(1, rounds + 1):
        before = cpu_of_family(server.pid)
        answer = load.ask_well("applications", spec | {"seconds": seconds, "round": turn})
        flow.append(answer["rate"])
        made = answer["rate"] * (seconds + load._WARM_UP)
        busy.append((cpu_of_family(server.pid) - before) / made * 1000)
        floor.append(_pgbench(town, script, seconds))
    _forget_the_news()
    return {
        "cases_per_second": round(median(flow), 1),
        "floor_per_second": round(median(floor), 1),
        "ratio": round(median(flow) / median(floor), 3),
        "web_cpu_ms_per_case": round(median(busy), 2),
        "rounds": [round(each, 1) for each in flow],
        "floor_rounds": [round(each, 1) for each in floor],
        "files_kib": round(spec["size"] / 1024, 1),
        "clients": CLIENTS,
        "rows": script["rows"],
    }


def _forget_the_news() -> None:
    """No worker runs in this town: what was to be told of thousands of cases is left untold."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_news SET done_at = now() WHERE done_at IS NULL")


def _application(town: Town) -> dict[str, Any]:
    from onedoor.registers.catalogue.queries import current_version
    from onedoor.site.samples import drawn_document

    story = next(told.story for told in town.stories if told.service == SERVICE)
    definition = current_version(SERVICE).parsed
    answers = {k: v for k, v in story.answers.items() if k != "lease_until"}
    asked = {
        "service": SERVICE,
        "agency": "AGENCY-HERE",
        "situation": {**story.situation, **SITUATION},
        "answers": json.loads(json.dumps(answers, default=str)),
    }
    boundary = "one-door-bench"
    parts = [
        b'Content-Disposition: form-data; name="application"\r\n'
        b"Content-Type: application/json\r\n\r\n" + json.dumps(asked).encode()
    ]
    size = 0
    for document in ("premises_proof", "lending_consent"):
        # Each sending has bytes of its own, so that the store really keeps two files.
        content = drawn_document(document, "bench") + b"\n%OWN-NUMBER-HERE-\n"
        size += len(content)
        name = f'form-data; name="{document}"; filename="{document}.pdf"'
        parts.append(
            f"Content-Disposition: {name}\r\nContent-Type: application/pdf\r\n\r\n".encode()
            + content
        )
    line = f"--{boundary}".encode()
    body = b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"
    return {
        "boundary": boundary,
        "body": b64encode(body).decode(),
        "size": size,
        "agencies": [each.agency for each in definition.sheet.offerings],
        "keys": town.keys(4),
    }


def _script(town: Town) -> dict[str, Any]:
    """One case's rows as they were written, as a pgbench transaction that writes their like."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM cases_case ORDER BY submitted_at DESC LIMIT 1")
        case, number = cursor.fetchone()
        lines = [
            r"\set n random(1, 4000000000000000)",
            "BEGIN;",
            "INSERT INTO cases_counter (prefix, last) VALUES ('floor', 1)"
            " ON CONFLICT (prefix) DO UPDATE SET last = cases_counter.last + 1 RETURNING last;",
        ]
        rows = {"cases_counter": 1}
        for table in _TABLES:
            found = _rows(cursor, table, case, number)
            rows[table] = len(found)
            lines += [_insert(table, row, at) for at, row in enumerate(found)]
    lines.append("COMMIT;")
    path = Path(town.state) / "floor.sql"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    path.chmod(0o644)
    return {"path": path, "rows": rows}


def _rows(cursor: Any, table: str, case: Any, number: str) -> list[dict[str, str | None]]:
    """The rows of that case, every value as the text PostgreSQL would read."""
    key = "id" if table == "cases_case" else "subject" if table.startswith("record") else "case_id"
    order = "" if table == "record_head" else " ORDER BY id"
    cursor.execute(
        f"SELECT * FROM {table} WHERE {key}::text = %s{order}",
        [number if key == "subject" else str(case)],
    )
    names = [column.name for column in cursor.description]
    found = []
    for values in cursor.fetchall():
        row: dict[str, str | None] = {}
        for name, value in zip(names, values, strict=True):
            if value is None:
                row[name] = None
            elif isinstance(value, dict | list):
                row[name] = json.dumps(value, ensure_ascii=False)
            else:
                row[name] = str(value)
        found.append(row)
    return found


def _insert(table: str, row: dict[str, str | None], at: int) -> str:
    """One INSERT with this row's values, but keys of its own made from :n."""
    uuid = "lpad(to_hex(:n::bigint), 32, '0')::uuid"
    own = {
        "cases_case": {
            "id": uuid,
            "number": "'F' || :n::bigint",
            "query_code": "'F' || :n::bigint",
            "request_key": "'F' || :n::bigint",
        },
        "cases_material": {"id": "gen_random_uuid()", "case_id": uuid},
        "cases_task": {"case_id": uuid, "id": ""},
        "record": {"subject": "'F' || :n::bigint", "id": ""},
        "record_head": {"subject": "'F' || :n::bigint"},
        "record_news": {
            "subject": "'F' || :n::bigint",
            "id": "",
            "entry_id": "currval('record_id_seq')",
        },
    }[table]
    if table == "record":
        own = own | {"hash": f"md5(:n::bigint || '{at}') || md5(:n::bigint || '{at}')"}
    shown = {
        name: own.get(name, "NULL" if value is None else _quoted(value))
        for name, value in row.items()
    }
    # What the sequence gives is left out.
    shown = {name: value for name, value in shown.items() if value}
    return f"INSERT INTO {table} ({', '.join(shown)}) VALUES ({', '.join(shown.values())});"


def _quoted(text: str) -> str:
    # pgbench reads :name as a variable even inside quotes; a colon is spelled by its code.
    plain = text.replace("\\", "\\\\").replace("'", "''").replace(":", "\\u003A")
    return f"E'{plain}'".replace("\n", "\\n")


def _pgbench(town: Town, script: dict[str, Any], seconds: float) -> float:
    from onedoor.site import binaries

    programs = binaries.folder_for(binaries.service_account(town.cluster.data))
    done = subprocess.run(
        [
            programs / "pgbench", "--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}",
            f"--jobs={CLIENTS}", f"--time={max(1, round(seconds))}", f"--file={script['path']}",
            "--host=127.0.0.1", f"--port={town.cluster.port}", "--username=onedoor", "onedoor",
        ],
        env={**binaries.ENVIRONMENT, "PGPASSWORD": town.cluster.password},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith("tps = "):
            return float(line.split()[2])
    raise RuntimeError(f"pgbench: {done.stderr.strip()[:2000]}")
