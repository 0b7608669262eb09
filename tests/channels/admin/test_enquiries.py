"""What no agency can judge of itself is asked of the audit side, and answered there on a page."""

import pytest
from tests.channels.admin.conftest import Office
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.channels.notices.queries import notices_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import readings_of, trace
from onedoor.oversight.feedback.actions import ask_about_reading
from onedoor.oversight.feedback.models import Enquiry, Said

FIRM = "duolang_books"


def _asked(world: World, looker: Actor) -> Enquiry:
    firm = world.cast(FIRM)
    trace(by=looker, subject="licences", what="证照", why="接口", party=firm.party)
    look = readings_of(seen_by=firm)[0]
    return ask_about_reading(look.pk, "哪个程序看了我的证照？", by=firm)


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    return _asked(world, Actor(kind="machine", ref="token:1"))


def _all() -> list[object]:
    return [list(Enquiry.objects.values()), list(Said.objects.values())]


def test_the_auditor_sees_it_with_its_day_and_the_look_and_counted_in_the_rail(
    world: World, office: Office, enquiry: Enquiry
) -> None:
    auditor = office("admin_audit")
    page = text_of(auditor.get("/admin/enquiries/"))
    assert "1 个询问等您答复" in page and "哪个程序看了我的证照？" in page
    assert "程序（用接口密钥）" in page and "证照" in page
    assert "询问1" in text_of(auditor.get("/admin/")).replace(" ", "")
    one = text_of(auditor.get(f"/admin/enquiries/{enquiry.pk}/"))
    assert "最晚" in one and "接口" in one
    # Who asked stays out of it: the answer reaches them all the same.
    assert world.cast.people[FIRM].name not in page + one


def test_the_answer_comes_to_the_person_with_a_notice(
    world: World, office: Office, enquiry: Enquiry
) -> None:
    auditor, at = office("admin_audit"), f"/admin/enquiries/{enquiry.pk}/"
    before = _all()
    assert auditor.post(at, {"text": " "}).status_code == 422
    assert _all() == before
    answered = auditor.post(at, {"text": "是您自己的程序。"})
    assert answered.status_code == 302
    world.drain()
    newest = notices_of(seen_by=world.cast(FIRM))[0]
    assert newest.subject == enquiry.subject and "答复" in newest.text
    assert "是您自己的程序。" in text_of(Citizen(FIRM).get(f"/mine/enquiries/{enquiry.pk}"))
    assert "没有等您答复的询问" in text_of(auditor.get("/admin/enquiries/"))
    assert "是您自己的程序。" in text_of(auditor.get(at))
    assert "哪个程序" in text_of(auditor.get("/admin/enquiries/", {"view": "answered"}))


@pytest.mark.parametrize(
    "login", ["admin_system", "admin_security", "press_aksu_city_supervisor", FIRM, "gulnur"]
)
def test_nobody_else_opens_or_answers_it(
    world: World, office: Office, enquiry: Enquiry, login: str
) -> None:
    other, before = office(login), _all()
    for path in ("/admin/enquiries/", f"/admin/enquiries/{enquiry.pk}/"):
        assert other.get(path).status_code in (302, 403)
        assert other.post(path, {"text": "没什么。"}).status_code in (302, 403, 405)
    assert _all() == before


def test_the_auditor_who_looked_neither_sees_it_nor_answers(world: World, office: Office) -> None:
    auditor = office("admin_audit")
    enquiry = _asked(world, world.cast("admin_audit"))
    before = _all()
    assert "没有等您答复的询问" in text_of(auditor.get("/admin/enquiries/"))
    assert auditor.get(f"/admin/enquiries/{enquiry.pk}/").status_code == 404
    answered = auditor.post(f"/admin/enquiries/{enquiry.pk}/", {"text": "没什么。"})
    assert answered.status_code in (403, 404)
    assert _all() == before
