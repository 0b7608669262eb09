"""The auditor reads who administered what as people write it."""

import re

from django.contrib.auth import get_user_model
from django.urls import reverse
from tests.channels.admin.conftest import Office
from tests.channels.portal.citizen import text_of
from tests.world import World

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import days, today
from onedoor.registers.agencies.actions import appoint, keep_post

CLERK = "press_aksu_city_window"
BODY = "press-aksu-city"


def test_days_in_the_record_are_written_as_people_write_them(world: World, office: Office) -> None:
    world.cast(CLERK)
    account = get_user_model().objects.get(login=CLERK)
    until = today() + days(30)
    keep_post(BODY, "window-2", name="二号窗口", by=SYSTEM)
    appoint(account.pk, f"{BODY}/window-2", since=today(), until=until, by=SYSTEM)
    words = text_of(office("admin_audit").get(reverse("admin:record")))
    assert "任命" in words and f"{until.year}年{until.month}月{until.day}日" in words
    assert not re.findall(r"20\d\d-\d\d-\d\d", words)
