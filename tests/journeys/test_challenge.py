"""The sum a browser does when a form is sent: however fast it is solved, one press is enough."""

import pytest
from tests.journeys.conftest import Visit

from onedoor.channels.guarding import challenge

pytestmark = pytest.mark.browser


def test_a_sum_that_is_solved_at_once_sends_the_form_too(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenge, "HARDNESS", 1)
    person = visit()
    person.goes_to("/sign-in")
    person.types("手机号、邮箱、卡号或账号", "13899977991")
    person.presses("发验证码")
    assert person.path == "/sign-in/code"
