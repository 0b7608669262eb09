"""Three separated administrators: none does another's act, whatever door they came by."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.agencies import actions, queries
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.actions import AgencyKept, DivisionKept, Right
from onedoor.registers.agencies.models import (
    Administrator,
    Appointment,
    Department,
    Grant,
    Policy,
    Proposal,
    RightsCheck,
)
from onedoor.registers.people import actions as people
from onedoor.registers.people import staff
from onedoor.registers.people.models import Account, Party

pytestmark = pytest.mark.django_db

COUNTY = "991126000000"
POST = "lamps-baicheng/window"
RIGHT = Right(POST, "decide", "lamp-permit", COUNTY)


@pytest.fixture(autouse=True)
def land() -> None:
    actions.keep_divisions([DivisionKept(code=COUNTY, name="拜城县", level="county")])
    actions.keep_agencies(
        [
            AgencyKept(
                code="lamps-baicheng", function="lamps", division=COUNTY, name="路灯局",
                short="路灯", credit_code="", mark="灯", office={}, review_body="", court="",
                posts=(("window", "窗口", {}), ("approver", "决定岗", {})),
            )
        ]
    )  # fmt: skip


def a_clerk(login: str) -> Account:
    return Account.objects.create(login=login, staff_name=login, opened_at=now())


def an_administrator(office: str, login: str = "") -> Actor:
    account = a_clerk(login or f"{office}-admin")
    Administrator.objects.create(account=account, office=office, since=today(), given_by="test")
    ref = f"account:{account.pk}"
    return Actor(kind="administrator", ref=ref, name=account.name, office=office)


@pytest.fixture
def clerk() -> Account:
    return a_clerk("li")


@pytest.fixture
def spare() -> Account:
    return a_clerk("spare")


def a_grant() -> Grant:
    actions.propose_grant(RIGHT, basis="test", by=SYSTEM)
    return Grant.objects.get(post__agency="lamps-baicheng", act="decide")


def a_proposal() -> Proposal:
    first = an_administrator("security", "the-other")
    return actions.propose_grant(RIGHT, basis="test", by=first)


def _appointed(clerk: Account) -> Appointment:
    return actions.appoint(clerk.pk, POST, since=today(), by=SYSTEM)


Act = Callable[[Account, Account, Actor], object]

# Every act of an administrator, and the one office that does it.
ACTS: dict[str, tuple[str, Act]] = {
    "open an account": ("system", lambda c, s, by: people.open_staff_account("wang", "王", by=by)),
    "close an account": ("system", lambda c, s, by: people.close_staff_account(c.pk, by=by)),
    "keep a department": (
        "system",
        lambda c, s, by: actions.keep_department("lamps-baicheng", "one", name="一科", by=by),
    ),
    "close a department": (
        "system",
        lambda c, s, by: (
            actions.keep_department("lamps-baicheng", "two", name="二科", by=SYSTEM),
            actions.close_department("lamps-baicheng", "two", by=by),
        ),
    ),
    "keep a post": (
        "system",
        lambda c, s, by: actions.keep_post("lamps-baicheng", "new", name="新岗", by=by),
    ),
    "appoint": ("security", lambda c, s, by: actions.appoint(c.pk, POST, since=today(), by=by)),
    "dismiss": (
        "security",
        lambda c, s, by: (_appointed(c), actions.dismiss(c.pk, POST, until=today(), by=by)),
    ),
    "propose a right": (
        "security",
        lambda c, s, by: actions.propose_grant(RIGHT, basis="三定方案", by=by),
    ),
    "take a right": (
        "security",
        lambda c, s, by: actions.take_authority(a_grant().pk, reason="调岗", by=by),
    ),
    "propose an administrator": (
        "security",
        lambda c, s, by: actions.propose_administrator(s.pk, "audit", reason="轮岗", by=by),
    ),
    "confirm": ("security", lambda c, s, by: actions.confirm(a_proposal().pk, by=by)),
    "decline": ("security", lambda c, s, by: actions.decline(a_proposal().pk, by=by)),
    "dismiss an administrator": (
        "security",
        lambda c, s, by: (
            an_administrator("audit", "audit-1"),
            actions.dismiss_administrator(
                Administrator.objects.get(account__login=an_administrator("audit", "audit-2").name)
                .pk,
                reason="轮岗",
                by=by,
            ),
        ),
    ),
    "set a policy": (
        "security",
        lambda c, s, by: actions.set_policy("staff_sign_in", "password", by=by),
    ),
    "lock": ("security", lambda c, s, by: people.lock_staff_account(c.pk, reason="异常", by=by)),
    "unlock": ("security", lambda c, s, by: people.unlock_staff_account(c.pk, by=by)),
    "reset a sign-in": ("security", lambda c, s, by: people.reset_staff_sign_in(c.pk, by=by)),
    "record somebody's leave": (
        "security",
        lambda c, s, by: (
            _appointed(c),
            actions.record_leave(c.pk, since=today(), until=today(), by=by),
        ),
    ),
    "review a right": (
        "audit",
        lambda c, s, by: actions.review_right(grant=a_grant().pk, verdict="keep", by=by),
    ),
    "read the record": ("audit", lambda c, s, by: queries.administration_record(seen_by=by)),
    "read who read": (
        "audit",
        lambda c, s, by: queries.busy_readers(today(), today(), seen_by=by),
    ),
    "list rights to review": (
        "audit",
        lambda c, s, by: queries.rights_to_review("2026Q4", on=today(), seen_by=by),
    ),
}  # fmt: skip


def everything() -> tuple[int, ...]:
    return (
        *(
            table.objects.count()
            for table in (
                Account, Department, Policy, RightsCheck, Proposal, Grant, Appointment,
                Administrator,
            )
        ),
        Account.objects.filter(is_active=True).count(),
        Grant.objects.filter(ended_at=None).count(),
        Administrator.objects.filter(ended_at=None).count(),
    )  # fmt: skip


@pytest.mark.parametrize("office", ["system", "security", "audit"])
@pytest.mark.parametrize("act", ACTS)
def test_none_of_the_three_does_anothers_act(
    act: str, office: str, clerk: Account, spare: Account
) -> None:
    does, carry_out = ACTS[act]
    by = an_administrator(office)
    if does == office:
        carry_out(clerk, spare, by)
        return
    with pytest.raises(NotAllowed), transaction.atomic():
        carry_out(clerk, spare, by)


@pytest.mark.parametrize("act", ACTS)
def test_a_clerk_does_no_act_of_an_administrator(act: str, clerk: Account, spare: Account) -> None:
    by = Actor(kind="staff", ref="account:x", agency="other", posts=frozenset({"other/supervisor"}))
    before = everything()
    with pytest.raises(NotAllowed), transaction.atomic():
        ACTS[act][1](clerk, spare, by)
    assert everything() == before


def test_a_right_wants_two_security_administrators() -> None:
    first, second = an_administrator("security", "a"), an_administrator("security", "b")
    proposal = actions.propose_grant(RIGHT, basis="三定方案", by=first)
    assert not queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())
    with pytest.raises(no.NoOneToAskWith):
        actions.confirm(proposal.pk, by=first)
    assert not queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())
    actions.confirm(proposal.pk, by=second)
    assert queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())
    with pytest.raises(no.SettledAlready):
        actions.confirm(proposal.pk, by=second)
    told = [entry.name for entry in entries_of(f"proposal:{proposal.pk}")]
    assert told == ["proposal.made", "proposal.settled"]


def test_the_database_refuses_agreeing_to_ones_own_proposal() -> None:
    first = an_administrator("security", "a")
    proposal = actions.propose_grant(RIGHT, basis="三定方案", by=first)
    with pytest.raises(IntegrityError, match="own_proposal"), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(
            agreed=True, settled_by=first.ref, settled_at=now()
        )


def test_an_appointed_administrator_wants_two_as_well(spare: Account) -> None:
    first, second = an_administrator("security", "a"), an_administrator("security", "b")
    proposal = actions.propose_administrator(spare.pk, "system", reason="轮岗", by=first)
    assert queries.standing_of(spare.pk, on=today()).office == ""
    actions.confirm(proposal.pk, by=second)
    assert queries.standing_of(spare.pk, on=today()).office == "system"


def test_where_policy_wants_no_second_one_a_right_is_given_at_once() -> None:
    first = an_administrator("security")
    actions.set_policy("two_for_rights", "no", by=first)
    actions.propose_grant(RIGHT, basis="三定方案", by=first)
    assert queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())


def test_the_database_refuses_two_offices_for_one_account() -> None:
    by = an_administrator("system")
    account = by.ref.removeprefix("account:")
    with pytest.raises(IntegrityError, match="two_of_the_three"), transaction.atomic():
        Administrator.objects.create(
            account_id=account, office="audit", since=today(), given_by="test"
        )


def test_the_database_refuses_a_post_to_an_administrator_and_an_office_to_a_clerk(
    clerk: Account,
) -> None:
    by = an_administrator("system")
    held = _appointed(clerk)
    with pytest.raises(IntegrityError, match="holds no post"), transaction.atomic():
        Appointment.objects.create(
            account_id=by.ref.removeprefix("account:"), post=held.post, since=today()
        )
    with pytest.raises(IntegrityError, match="holds no post"), transaction.atomic():
        Administrator.objects.create(account=clerk, office="audit", since=today(), given_by="x")
    # An old appointment brought back to life is refused as well.
    Appointment.objects.filter(pk=held.pk).update(ended_at=now())
    Administrator.objects.create(account=clerk, office="audit", since=today(), given_by="x")
    with pytest.raises(IntegrityError, match="holds no post"), transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(ended_at=None)


def test_an_office_is_refused_to_a_clerk_in_a_post_and_to_a_citizen(clerk: Account) -> None:
    by = an_administrator("security")
    _appointed(clerk)
    with pytest.raises(no.HoldsAPost):
        actions.propose_administrator(clerk.pk, "audit", reason="轮岗", by=by)
    party = Party.objects.create(kind="person", name="甲", number_kind="none", known_since=now())
    citizen = Account.objects.create(login="jia", party=party, opened_at=now())
    with pytest.raises(no.NotAClerk):
        actions.propose_administrator(citizen.pk, "audit", reason="轮岗", by=by)
    with pytest.raises(no.NotAClerk):
        actions.appoint(citizen.pk, POST, since=today(), by=by)


def test_the_last_of_an_office_stays(spare: Account) -> None:
    by = an_administrator("security")
    an_administrator("audit")
    last = Administrator.objects.get(office="audit")
    with pytest.raises(no.LastOfOffice):
        actions.dismiss_administrator(last.pk, reason="x", by=by)
    assert queries.standing_of(last.account_id, on=today()).office == "audit"


def test_the_first_administrators_are_founded_by_the_machine_alone_and_once(
    spare: Account, clerk: Account
) -> None:
    with pytest.raises(NotAllowed):
        actions.found_office(spare.pk, "system", by=an_administrator("security"))
    actions.found_office(spare.pk, "system", by=SYSTEM)
    with pytest.raises(no.OfficeIsHeld) as refused:
        actions.found_office(clerk.pk, "system", by=SYSTEM)
    assert "安全管理员" in refused.value.sentence


def test_who_opens_an_account_cannot_sign_in_to_it() -> None:
    account = people.open_staff_account("wang", "王芳", by=an_administrator("system"))
    assert not account.has_usable_password()
    password = people.reset_staff_sign_in(account.pk, by=an_administrator("security"))
    account.refresh_from_db()
    assert account.check_password(password)


def test_nobody_locks_or_resets_themselves() -> None:
    by = an_administrator("security")
    own = by.ref.removeprefix("account:")
    with pytest.raises(staff.OwnAccount):
        people.reset_staff_sign_in(own, by=by)
    with pytest.raises(staff.OwnAccount):
        people.lock_staff_account(own, reason="x", by=by)


def test_a_fresh_installation_is_strict() -> None:
    Policy.objects.all().delete()
    policy = queries.staff_policy()
    assert (policy.is_strong, policy.two_for_rights, policy.idle_minutes) == (True, True, 30)


def test_a_policy_keeps_who_set_it_and_when() -> None:
    Policy.objects.all().delete()
    by = an_administrator("security")
    actions.set_policy("staff_sign_in", "password", by=by)
    actions.set_policy("staff_sign_in", "strong", by=by)
    kept = queries.policy_history()
    assert [(each.value, each.set_by) for each in kept] == [
        ("strong", by.ref), ("password", by.ref),
    ]  # fmt: skip
    assert queries.staff_policy().is_strong
    with pytest.raises(no.UnknownPolicy):
        actions.set_policy("staff_sign_in", "none", by=by)


def test_what_was_taken_away_is_not_given_again_by_publication() -> None:
    rights = [RIGHT, Right(POST, "review", "lamp-permit", COUNTY)]
    assert actions.keep_published(rights, by=SYSTEM) == 2
    assert actions.keep_published(rights, by=SYSTEM) == 0
    decide = Grant.objects.get(post__agency="lamps-baicheng", act="decide")
    actions.take_authority(decide.pk, reason="审计发现不该有", by=an_administrator("security"))
    assert actions.keep_published(rights, by=SYSTEM) == 0
    assert not queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())
    assert queries.is_granted(POST, "review", "lamp-permit", COUNTY, on=today())


@pytest.mark.parametrize(
    ("division", "at", "reaches"),
    [
        (COUNTY, COUNTY, True),
        (COUNTY, "991126100000", True),
        (COUNTY, "991127000000", False),
        (COUNTY, "991100000000", False),
        ("", "110000000000", True),
    ],
)
def test_a_right_reaches_its_division_and_all_within(division: str, at: str, reaches: bool) -> None:
    actions.propose_grant(Right(POST, "decide", "", division), basis="x", by=SYSTEM)
    assert queries.is_granted(POST, "decide", "anything", at, on=today()) is reaches


def test_a_right_ends_with_its_day() -> None:
    actions.propose_grant(RIGHT, basis="x", until=today(), by=SYSTEM)
    assert queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=today())
    tomorrow = today() + timedelta(days=1)
    assert not queries.is_granted(POST, "decide", "lamp-permit", COUNTY, on=tomorrow)


def test_cutting_in_the_review_only_asks_and_security_cuts(clerk: Account) -> None:
    auditor, security = an_administrator("audit"), an_administrator("security")
    held = _appointed(clerk)
    actions.review_right(appointment=held.pk, verdict="cut", by=auditor)
    assert queries.posts_held(clerk.pk, on=today()) == {POST}
    (asked,) = queries.proposals(seen_by=security)
    actions.confirm(asked.pk, by=security)
    assert queries.posts_held(clerk.pk, on=today()) == frozenset()


def test_a_department_in_use_is_not_closed_and_no_part_contains_itself() -> None:
    by = an_administrator("system")
    actions.keep_department("lamps-baicheng", "one", name="一科", by=by)
    actions.keep_department("lamps-baicheng", "sub", name="一股", parent="one", by=by)
    actions.keep_post("lamps-baicheng", "window", department="sub", by=by)
    with pytest.raises(no.DepartmentInUse):
        actions.close_department("lamps-baicheng", "sub", by=by)
    with pytest.raises(no.ParentElsewhere):
        actions.keep_department("lamps-baicheng", "one", name="一科", parent="sub", by=by)
    with pytest.raises(Refusal):
        actions.keep_department("lamps-baicheng", "三科", name="三科", by=by)
    assert queries.post(POST).department.code == "sub"
