"""Before there is an administrator the machine appoints the first; after that it refuses."""

import pytest
from django.contrib.auth import get_user_model

from onedoor.kernel.time import now, today
from onedoor.registers.agencies.models import Administrator, Appointment
from onedoor.registers.agencies.queries import standing_of
from onedoor.registers.agencies.refusals import OfficeIsHeld, UnknownOffice
from onedoor.site.founding import found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_administers() -> None:
    Administrator.objects.filter(ended_at=None).update(ended_at=now())


def test_the_first_of_each_office_is_seated_with_a_password_shown_once() -> None:
    lines = found("first_system", "system", "高翔")
    account = get_user_model().objects.get(login="first_system")
    password = lines[0].split(" / ")[1].split(" ")[0]
    assert account.check_password(password)
    assert standing_of(account.pk, on=today()).office == "system"


def test_once_an_office_is_held_the_machine_refuses_and_opens_nothing() -> None:
    found("first_system", "system")
    with pytest.raises(OfficeIsHeld) as refused:
        found("second_system", "system")
    assert "安全管理员" in refused.value.sentence
    assert not get_user_model().objects.filter(login="second_system").exists()


def test_security_takes_two_and_no_more() -> None:
    found("first_security", "security")
    found("second_security", "security")
    with pytest.raises(OfficeIsHeld):
        found("third_security", "security")


def test_there_is_no_fourth_office() -> None:
    with pytest.raises(UnknownOffice):
        found("somebody", "root")
    assert not Appointment.objects.filter(account__login="somebody").exists()
