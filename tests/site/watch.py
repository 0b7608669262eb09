"""A watch over the database: whose personal data a piece of work got out, and whether that shows.

It looks at what came back, not at what was asked: PostgreSQL says of every column of a result from
which table it is, whatever the statement called it. So joins, raw SQL and renamed columns are seen,
and a column made by an expression over personal tables counts as a place that cannot be told.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from onedoor.kernel.models import Reading

_OF_CASE = "SELECT applicant_id FROM cases_case WHERE {} = %s"
_BY_CASE = "SELECT c.applicant_id FROM {} t JOIN cases_case c ON c.id = t.case_id WHERE t.id = %s"
_OF_JOINT = "SELECT applicant_id FROM bundles_jointcase WHERE {} = %s"
_CASE = {"case_id": _OF_CASE.format("id")}

# Each table that keeps something about a party, and by which of its columns one tells whose row it
# is: the party itself (None), or the statement that finds it.
KEPT: dict[str, dict[str, str | None]] = {
    "people_party": {"id": None},
    "people_account": {
        "party_id": None, "id": "SELECT party_id FROM people_account WHERE id = %s",
    },
    "people_proof": {"party_id": None, "id": "SELECT party_id FROM people_proof WHERE id = %s"},
    "people_token": {"account_id": "SELECT party_id FROM people_account WHERE id = %s"},
    "cases_draft": {"party_id": None, "id": "SELECT party_id FROM cases_draft WHERE id = %s"},
    "cases_case": {
        "applicant_id": None, "id": _OF_CASE.format("id"), "number": _OF_CASE.format("number"),
    },
    "cases_material": {
        "case_id": _OF_CASE.format("id"),
        "draft_id": "SELECT party_id FROM cases_draft WHERE id = %s",
    },
    "cases_task": _CASE | {"id": _BY_CASE.format("cases_task")},
    "cases_mark": _CASE,
    "cases_correction": _CASE,
    "cases_givenpromise": _CASE | {
        "party": None, "draft_id": "SELECT party_id FROM cases_draft WHERE id = %s",
    },
    "cases_signing": _CASE | {"draft_id": "SELECT party_id FROM cases_draft WHERE id = %s"},
    "cases_standstill": _CASE,
    "bundles_bundledraft": {
        "party_id": None, "id": "SELECT party_id FROM bundles_bundledraft WHERE id = %s",
    },
    "bundles_jointcase": {
        "applicant_id": None, "id": _OF_JOINT.format("id"), "number": _OF_JOINT.format("number"),
    },
    "bundles_jointpart": {"joint_id": _OF_JOINT.format("id")},
    "bundles_jointmoved": {"joint_id": _OF_JOINT.format("id")},
    "bundles_jointpause": {"joint_id": _OF_JOINT.format("id")},
    "bundles_jointmaterial": {
        "joint_id": _OF_JOINT.format("id"),
        "draft_id": "SELECT party_id FROM bundles_bundledraft WHERE id = %s",
    },
    "cases_vote": {"task_id": _BY_CASE.format("cases_task")},
    "cases_return": _CASE,
    "cases_hearing": _CASE,
    "cases_proceeding": _CASE,
    "cases_objection": _CASE | {"party": None},
    "cases_moved": {
        "case_id": _OF_CASE.format("id"),
        "draft": "SELECT party_id FROM cases_draft WHERE id::text = %s::text",
    },
    "mandates_mandate": {
        "giver_id": None, "receiver_id": None,
        "id": "SELECT giver_id FROM mandates_mandate WHERE id = %s",
    },
    "mandates_agreement": {
        "mandate_id": "SELECT giver_id FROM mandates_mandate WHERE id = %s",
    },
    "people_check": {"account_id": "SELECT party_id FROM people_account WHERE id = %s"},
    "people_link": {"account_id": "SELECT party_id FROM people_account WHERE id = %s"},
    "systems_consent": {"account_id": "SELECT party_id FROM people_account WHERE id = %s"},
    "systems_signedin": {"account_id": "SELECT party_id FROM people_account WHERE id = %s"},
    "licence": {"holder": None},
    "licence_duty": {"licence_id": "SELECT holder FROM licence WHERE number = %s"},
    "credentials_credential": {
        "licence_id": "SELECT holder FROM licence WHERE number = %s",
        "id": "SELECT l.holder FROM credentials_credential c"
        " JOIN licence l ON l.number = c.licence_id WHERE c.id = %s",
    },
    "credentials_slip": {"licence_id": "SELECT holder FROM licence WHERE number = %s"},
    "credentials_offer": {
        "licence_id": "SELECT holder FROM licence WHERE number = %s",
        "digest": "SELECT l.holder FROM credentials_offer o"
        " JOIN licence l ON l.number = o.licence_id WHERE o.digest = %s",
    },
    **{
        f"showing_{table}": {
            "holder": None, "id": f"SELECT holder FROM showing_{table} WHERE id = %s",
        }
        for table in ("show", "authorisation", "use", "copy")
    },
    "transcript": {"holder": None, "id": "SELECT holder FROM transcript WHERE id = %s"},
    "paper": {"holder": None, "number": "SELECT holder FROM paper WHERE number = %s"},
    "notices_notice": {"party": None},
    "notices_wish": {"party": None},
    "subscriptions_subscription": {
        "party": None, "id": "SELECT party FROM subscriptions_subscription WHERE id = %s",
    },
    "subscriptions_told": {"party": None},
    "entitlements_asked": {"party": None},
    "entitlements_declined": {"party": None},
    "entitlements_entitlement": {"party": None},
    "feedback_rating": {"party": None},
    "feedback_followup": {
        "rating_id": "SELECT party FROM feedback_rating WHERE id::text = %s::text",
        "id": "SELECT r.party FROM feedback_followup f"
        " JOIN feedback_rating r ON r.id = f.rating_id WHERE f.id::text = %s::text",
    },
    "feedback_dispute": {
        "rating_id": "SELECT party FROM feedback_rating WHERE id::text = %s::text",
        "id": "SELECT r.party FROM feedback_dispute d"
        " JOIN feedback_rating r ON r.id = d.rating_id WHERE d.id::text = %s::text",
    },
    "feedback_enquiry": {"asked_by": None},
    "feedback_said": {
        "enquiry_id": "SELECT asked_by FROM feedback_enquiry WHERE id::text = %s::text",
    },
    "letters_letter": {
        "party": None, "id": "SELECT party FROM letters_letter WHERE id::text = %s::text",
    },
    "letters_word": {
        "letter_id": "SELECT party FROM letters_letter WHERE id::text = %s::text",
    },
    "comments_comment": {
        "party": None, "id": "SELECT party FROM comments_comment WHERE id::text = %s::text",
    },
    # What is published of a decision; whose it was, only its matter tells.
    "results_result": {"case": "SELECT applicant_id FROM cases_case WHERE number = %s"},
    "reading": {"party": None},
}  # fmt: skip
# Statements that are nobody's look at anybody, by how they begin, each with its reason.
NO_LOOK = {
    'SELECT "results_result"."id"': "decisions as everybody may read them: of a person the first"
    " sign of the name, and no number",
    'SELECT "letters_letter"."agency" AS "agency", "letters_letter"."due_on"': "days and states of"
    " letters, by agency",
    'SELECT "credentials_credential"."place" AS "place", "licence"."state" AS "licence__state",'
    ' "credentials_credential"."stopped_at"': "places of a list: how each stands, and nobody's",
    'SELECT "licence"."kind" AS "licence__kind" FROM "credentials_offer"': "of which kind an offer"
    " is, for whoever has its code",
    'SELECT "feedback_rating"."agency" AS "agency",'
    ' "feedback_rating"."level" AS "level", COUNT(': "how many gave each level, by agency",
    'SELECT "feedback_rating"."level" AS "level", COUNT(': "how many gave each level of it",
    'SELECT "feedback_rating"."channel" AS "channel",'
    ' "feedback_rating"."level" AS "level", COUNT(': "how many gave each level, by way",
    'SELECT "feedback_rating"."service" AS "service",'
    ' "feedback_rating"."level" AS "level", COUNT(': "how many gave each level, by service",
    'SELECT "feedback_followup"."agency" AS "agency",'
    ' "feedback_followup"."answer" AS "answer", "feedback_followup"."answered_at"': "what agencies"
    " answered to bad ratings, as it is published",
    'SELECT "feedback_followup"."agency" AS "agency", COUNT(': "how many bad ratings each agency"
    " has answered",
    'SELECT "comments_comment"."service" AS "service", COUNT(': "how many wait on each guide",
    'SELECT "cases_case"."service" AS "service", COUNT(': "how often each service was applied for",
    "\nSELECT token.id, account.id, coalesce(": "whom the key in hand opens for",
    'SELECT "cases_task"."agency" AS "agency", "cases_task"."service" AS "service",'
    ' "cases_task"."service_title" AS "service_title", "cases_task"."title" AS "title",'
    " COUNT(": "how many wait at each step of each service",
    'SELECT "cases_case"."decided_on" AS "decided_on", COUNT(': "how many were decided each day",
    'SELECT COUNT("cases_case"."id") AS "n", PERCENTILE_CONT(': "how long decisions took",
    'SELECT "cases_task"."agency" AS "agency",'
    ' "cases_task"."post" AS "post", COUNT(': "how many wait at each post",
    'SELECT "cases_case"."service" AS "service", "cases_case"."agency" AS "agency",'
    ' "cases_case"."version_id" AS "version", COUNT(': "how many run under each version",
    'SELECT "cases_draft"."service" AS "service", "cases_draft"."agency" AS "agency",'
    ' "cases_draft"."version_id" AS "version", COUNT(': "how many are written under each version",
    'SELECT "bundles_jointcase"."bundle" AS "bundle", "bundles_jointcase"."agency" AS "agency",'
    " COUNT(": "how many bundles run under older versions",
    'SELECT "bundles_bundledraft"."bundle" AS "bundle", "bundles_bundledraft"."agency" AS "agency",'
    ' "bundles_bundledraft"."under" AS "under", COUNT(': "how many are written under each version",
}
# int8, int4, int2, bool: a count or a yes tells nothing of a person.
_COUNTS = {20, 23, 21, 16}


@dataclass
class Watch:
    """What was seen: the parties whose data came out, and places where that cannot be told."""

    parties: dict[str, set[str]] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)
    _keys: set[tuple[str, str, str]] = field(default_factory=set)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ):  # type: ignore[no-untyped-def]
        result = execute(sql, params, many, context)
        if re.match(r"\s*(SELECT|WITH)\b", sql, re.I) and not sql.startswith(tuple(NO_LOOK)):
            self._look(sql, context["cursor"].cursor)
        return result

    def _look(self, sql: str, cursor: Any) -> None:
        if getattr(cursor, "name", None) or cursor.pgresult is None:
            if any(table in sql for table in KEPT):
                self.unclear.append(f"rows fetched out of sight: {sql[:200]}")
            return
        found = cursor.pgresult
        columns = [_column(found, at) for at in range(found.nfields)]
        personal = [at for at, (table, _name) in enumerate(columns) if table in KEPT]
        for row in range(found.ntuples):
            self._row(sql, found, columns, personal, row)

    def _row(self, sql: str, found: Any, columns: Any, personal: list[int], row: int) -> None:
        told, said = set[str](), set[str]()
        for at in personal:
            table, name = columns[at]
            value = found.get_value(row, at)
            if name in KEPT[table]:
                # Empty where it is nobody's: a clerk's account, an outer join that found nothing.
                told.add(table)
                if value:
                    self._keys.add((table, name, value.decode()))
            elif value is not None:
                said.add(table)
        if lacking := said - told:
            self.unclear.append(f"nobody can tell whose {sorted(lacking)} this is: {sql[:200]}")
        made = [
            at for at, (table, _name) in enumerate(columns)
            if not table and found.ftype(at) not in _COUNTS and found.get_value(row, at)
        ]  # fmt: skip
        if made and any(re.search(rf"\b{table}\b", sql) for table in KEPT):
            self.unclear.append(f"made of personal tables by an expression: {sql[:200]}")

    def settle(self) -> None:
        """Find the party of each key that was seen."""
        for table, name, value in self._keys:
            how = KEPT[table][name]
            party: Any = value
            if how is not None:
                with connection.cursor() as cursor:
                    cursor.execute(how, [value])
                    row = cursor.fetchone()
                party = row[0] if row else None
            if party:
                self.parties.setdefault(str(party), set()).add(table)

    def untraced(self, *, reader: str, own: str = "") -> list[str]:
        """Each party that is not the reader and has no row of this reader's look; empty is well."""
        traced = set(Reading.objects.filter(by_ref=reader).values_list("party", flat=True))
        missing = [
            f"{reader} saw {sorted(tables)} of {party} and left no row"
            for party, tables in sorted(self.parties.items())
            if party != own and party not in traced
        ]
        return missing + sorted(set(self.unclear))


def _column(found: Any, at: int) -> tuple[str, str]:
    """From which table and column of ours a column of a result is; two empty words for neither."""
    return _columns().get((found.ftable(at), found.ftablecol(at)), ("", ""))


_KNOWN: dict[tuple[int, int], tuple[str, str]] = {}


def _columns() -> dict[tuple[int, int], tuple[str, str]]:
    if not _KNOWN:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.oid, a.attnum, c.relname, a.attname FROM pg_class c"
                " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND c.relkind = 'r'"
            )
            for oid, number, table, name in cursor.fetchall():
                _KNOWN[(oid, number)] = (table, name)
    return _KNOWN


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch everything asked of the database inside; no look from before counts."""
    _columns()
    forget_looks()
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch
    watch.settle()


def forget_looks() -> None:
    """Take away the rows of earlier looks: a test may, after switching off the guard by name."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reading DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM reading")
        cursor.execute("ALTER TABLE reading ENABLE TRIGGER USER")
