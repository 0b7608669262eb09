"""Pages that all offices may open take a form from one office alone; from others nothing moves."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, connection
from tests.channels.admin.conftest import Office
from tests.world import World

from onedoor.kernel.models import Entry
from onedoor.kernel.time import today
from onedoor.registers.agencies.models import (
    Administrator,
    Appointment,
    Department,
    Grant,
    Leave,
    Policy,
    Post,
    Proposal,
    RightsCheck,
)
from onedoor.registers.people.models import Account

BODY, SEAT, CLERK = "press-aksu-city", "press-aksu-city/window", "press_aksu_city_window"
SYSTEM, SECURITY, AUDIT = "admin_system", "admin_security", "admin_audit"
TABLES = (
    Account, Administrator, Appointment, Department, Grant, Leave, Policy, Post, Proposal,
    RightsCheck,
)  # fmt: skip
REASON = {"reason": "试一试", "sure": "yes"}
# Where, what is sent, and by whom it may not be sent.
FORMS: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "a department": (
        f"/admin/organisation/{BODY}/", {"do": "department", "code": "new", "name": "新科室"},
        (SECURITY, AUDIT),
    ),
    "a post": (
        f"/admin/organisation/{BODY}/", {"do": "post", "slug": "new", "post_name": "新岗"},
        (SECURITY, AUDIT),
    ),
    "an account": ("/admin/people/", {"login": "somebody_new", "name": "新人"}, (SECURITY, AUDIT)),
    "closing": ("/admin/people/{clerk}/", {"do": "close", **REASON}, (SECURITY, AUDIT)),
    "locking": ("/admin/people/{clerk}/", {"do": "lock", **REASON}, (SYSTEM, AUDIT)),
    "a new password": ("/admin/people/{clerk}/", {"do": "reset", **REASON}, (SYSTEM, AUDIT)),
    "an appointment": (
        "/admin/people/{clerk}/", {"do": "appoint", "post": f"{BODY}/approver", **REASON},
        (SYSTEM, AUDIT),
    ),
    "a right": (
        f"/admin/posts/{SEAT}/",
        {"do": "give", "act": "decide", "service": "", "basis": "试一试", "sure": "yes"},
        (SYSTEM, AUDIT),
    ),
    "a right taken": (f"/admin/posts/{SEAT}/", {"do": "take", "grant": "{grant}", **REASON},
                      (SYSTEM, AUDIT)),
    "an administrator": (
        "/admin/administrators/", {"do": "appoint", "account": "{clerk}", "office": "system",
                                   **REASON}, (SYSTEM, AUDIT),
    ),
    "the policy": (
        "/admin/policy/", {"key": "staff_sign_in", "value": "strong", "sure": "yes"},
        (SYSTEM, AUDIT),
    ),
    "a word on all rights": (
        f"/admin/review/{SEAT}/", {"word": "keep-rest"}, (SYSTEM, SECURITY),
    ),
}  # fmt: skip


def _everything() -> list[Any]:
    # That somebody was there at all moves the account's own clock; nothing else may.
    rows = [sorted(map(str, model._default_manager.values_list())) for model in TABLES]
    return [*rows, Entry.objects.count()]


@pytest.mark.parametrize("what", FORMS)
def test_a_form_from_another_office_changes_nothing(
    world: World, office: Office, what: str
) -> None:
    path, form, others = FORMS[what]
    world.cast(CLERK)
    clerk = get_user_model().objects.get(login=CLERK)
    grant = Grant.objects.filter(post__agency=BODY, post__slug="window", ended_at=None)[0]
    known = {"clerk": clerk.pk, "grant": grant.pk}
    sent = {key: value.format(**known) for key, value in form.items()}
    browsers = [office(login) for login in others]
    before = _everything()
    for browser in browsers:
        assert browser.post(path.format(**known), sent).status_code == 403
    assert _everything() == before


def test_keeping_the_rest_keeps_all_or_nothing(world: World, office: Office) -> None:
    world.cast(CLERK)
    auditor, at = office(AUDIT), f"/admin/review/{SEAT}/"
    last = Grant.objects.filter(
        post__agency=BODY, post__slug="window", ended_at=None
    ).latest("pk")  # fmt: skip
    before = _everything()
    with connection.cursor() as cursor:
        # The database breaks down at one of the rows.
        cursor.execute(
            "ALTER TABLE agencies_rightscheck ADD CONSTRAINT breaks_down"
            f" CHECK (grant_id <> {last.pk})"
        )
    try:
        with pytest.raises(DatabaseError):
            auditor.post(at, {"word": "keep-rest"})
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE agencies_rightscheck DROP CONSTRAINT breaks_down")
    assert _everything() == before
    assert auditor.post(at, {"word": "keep-rest"}).status_code == 302
    kept = RightsCheck.objects.filter(grant__post__slug="window", grant__post__agency=BODY)
    standing = Grant.objects.filter(post__agency=BODY, post__slug="window", ended_at=None)
    assert kept.count() == standing.count() > 1
    assert set(kept.values_list("verdict", flat=True)) == {"keep"}
    assert str(today().year) in auditor.get("/admin/review/").content.decode()
