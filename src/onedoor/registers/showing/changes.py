"""What became of licences: a feed for systems that may see them, of numbers and states alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.record import entries_named
from onedoor.kernel.time import now, today
from onedoor.registers.showing import refusals
from onedoor.registers.showing.models import Authorisation, Use
from onedoor.registers.systems.queries import System, machine

# What a subscription hears of.
HEARD = (
    "licence.issued", "licence.suspended", "licence.restored", "licence.revoked",
    "licence.cancelled", "licence.superseded",
)  # fmt: skip
# Transactions end in another order than they begin: what is younger than this waits.
SETTLED = timedelta(seconds=10)
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that happened to a licence, and its place in the feed."""

    cursor: int
    at: datetime
    event: str
    number: str
    # The number that took its place, where one did.
    follower: str = ""


def changes_for(system: System, *, after: int = 0, limit: int = MOST) -> list[Change]:
    """What happened after that place to licences this system may see today, the oldest first.

    Those it holds an authorisation for, and those it has looked at by the law it was approved for.
    Who hears of a licence has looked at it: a row a day for its holder. LicencesNotApproved.
    """
    if "licences" not in system.facts:
        raise refusals.LicencesNotApproved()
    seen = _reach(system)
    entries = entries_named(
        HEARD, subjects=list(seen), after=after, before=now() - SETTLED, limit=min(limit, MOST)
    )
    numbers = dict(seen.values())
    told = [each for each in entries if each.body.get("number") in numbers]
    trace_all(
        [
            Look(numbers[each.body["number"]], each.subject, f"证照 {each.body['number']} 的变动")
            for each in told
        ],
        by=machine(system), why=system.purpose, since=start_of_today(),
    )  # fmt: skip
    return [
        Change(
            cursor=each.pk, at=each.at, event=each.name, number=each.body["number"],
            follower=each.body.get("follower", ""),
        )
        for each in told
    ]  # fmt: skip


def _reach(system: System) -> dict[str, tuple[str, str]]:
    """Ground → number and holder of each licence the system may hear of."""
    whom = Q(to_kind="system", to=system.pk) | Q(to_kind="agency", to=system.agency)
    given = Authorisation.objects.filter(whom, ended_at=None, until__gte=today())
    columns = ("licence__ground", "licence_id", "holder")
    found = list(given.values_list(*columns))
    if system.consent == "duty":
        by_law = Use.objects.filter(system=system.pk, law=system.basis)
        found += list(by_law.values_list(*columns).distinct())
    return {ground: (number, holder) for ground, number, holder in found}
