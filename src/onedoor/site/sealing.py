"""Seals for the agencies of an installation: asked for by one officer, approved by another."""

from datetime import date

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import days, today, travel
from onedoor.registers.agencies.queries import Agency, agencies, posts_of, standing_of
from onedoor.registers.credentials.actions import have_issuing_key
from onedoor.registers.people.queries import account_called
from onedoor.registers.seals.actions import approve_seal, ask_for_seal, replace_seal
from onedoor.registers.seals.queries import Kind, Seal, State, seals

# What the test authorities vouch for; a sample city lives through all of it.
SAMPLE_DAYS = (date(2015, 1, 1), date(2049, 12, 30))
# Two officers of a scratch database, in which stories are played and nobody has an account.
PLAYED = (
    Actor(kind="administrator", ref="played:system", name="系统管理员", office="system"),
    Actor(kind="administrator", ref="played:security", name="安全管理员", office="security"),
)


class NotYourSignIn(NotAllowed):
    """没有这个账号和密码的管理员，什么也没有批。"""


def without_a_seal() -> list[Agency]:
    """The agencies that have no seal in force with their present name, nor asked for one."""
    held = {
        (each.agency, each.name)
        for each in seals(seen_by=SYSTEM)
        if each.kind == Kind.AGENCY and each.state in (State.ASKED, State.IN_FORCE)
    }
    return [each for each in agencies().values() if (each.code, each.name) not in held]


def why_papers_wait() -> str:
    """One line for whoever starts the product where agencies have no seal in force; else ""."""
    sealed = {
        (each.agency, each.name)
        for each in seals(seen_by=SYSTEM, state=State.IN_FORCE)
        if each.kind == Kind.AGENCY
    }
    lacking = [each for each in agencies().values() if (each.code, each.name) not in sealed]
    able = [each for each in lacking if posts_of(each.code)]
    if not able:
        return ""
    approve = "`onedoor seals approve --all --as LOGIN`"
    unasked = {each.code for each in without_a_seal()} & {each.code for each in able}
    todo = f"`onedoor seals ask --all`, then {approve}" if unasked else approve
    return f"{len(able)} agencies have no seal in force, so their licences and papers wait: {todo}"


@transaction.atomic
def ask_for_all(holds: tuple[date, date], basis: str, *, by: Actor) -> list[Seal]:
    """Ask for a seal for each agency without one; a renamed one's takes the old one's place.

    The supervisor's post keeps it, or the first post where there is no supervisor. An agency
    without posts gets none: nobody could keep it.
    """
    asked = []
    standing = {
        each.agency: each
        for each in seals(seen_by=SYSTEM, state=State.IN_FORCE)
        if each.kind == Kind.AGENCY
    }
    for body in without_a_seal():
        slugs = [post.slug for post in posts_of(body.code)]
        if not slugs:
            continue
        keeper = f"{body.code}/{'supervisor' if 'supervisor' in slugs else slugs[0]}"
        facts = {"valid_from": holds[0], "valid_until": holds[1], "basis": basis, "keeper": keeper}
        old = standing.get(body.code)
        if old:
            asked.append(replace_seal(old.pk, **facts, by=by))  # type: ignore[arg-type]
        else:
            asked.append(ask_for_seal(body.code, **facts, by=by))  # type: ignore[arg-type]
    return asked


@transaction.atomic
def approve_all(*, reasons: str = "", by: Actor) -> list[Seal]:
    """Approve every seal that waits; TwoForASeal at the first that `by` asked for: none is."""
    waiting = seals(seen_by=SYSTEM, state=State.ASKED)
    return [approve_seal(each.pk, reasons=reasons, by=by) for each in waiting]


def administrator_called(login: str, password: str) -> Actor:
    """The administrator of this login and password, who acts as on the site; NotYourSignIn."""
    account = account_called(login)
    office = standing_of(account.pk, on=today()).office if account else ""
    is_right = account is not None and account.is_active and account.check_password(password)
    if account is None or not (is_right and office):
        raise NotYourSignIn()
    return Actor(
        kind="administrator", ref=f"account:{account.pk}", name=account.name, office=office
    )


def found_sample_seals(asks: Actor, approves: Actor) -> int:
    """What a sample city needs before its first paper, by two of its officers; how many seals.

    On the days before its first story, so that nothing is sealed before it is approved.
    """
    with travel(SAMPLE_DAYS[0]):
        # As old as the seals, so that no slip of a story is older than the key that signed it.
        have_issuing_key()
        if not ask_for_all(SAMPLE_DAYS, "样例城市开城，各机关制章", by=asks):
            return 0
    with travel(SAMPLE_DAYS[0] + days(1)):
        return len(approve_all(reasons="样例城市开城", by=approves))
