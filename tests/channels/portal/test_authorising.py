"""Authorisations and use copies at the portal, as their holder makes and ends them."""

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.casework.cases.permits import THIRD, permit
from tests.channels.identity.sso.systems import a_system
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.time import travel
from onedoor.registers.licences.models import Licence
from onedoor.registers.papers.queries import check_code, check_document
from onedoor.registers.showing.actions import Asking, use_licence
from onedoor.registers.showing.models import Authorisation, UseCopy
from onedoor.registers.showing.refusals import NotAuthorised

HOLDER = "tianshan_fruit"


@pytest.fixture
def licence(world: World) -> Licence:
    return permit(world)


def test_a_holder_authorises_reads_each_use_and_ends_it(licence: Licence) -> None:
    label = licence.facts[0]["label"]
    with travel(THIRD):
        system, _secret = a_system(name="果业贷款系统", facts=["licences"])
        holder = Citizen(HOLDER)
        address = f"/mine/licences/{licence.ground}/authorise"
        assert "果业贷款系统" in text_of(holder.get(address))
        made = holder.post(address, to=f"system:{system.pk}", facts=[label], purpose="finance",
                           until="2026年12月31日")  # fmt: skip
        assert made.status_code == 302
        asking = Asking(purpose="finance", item="贷款", case="D-7", operator="客户经理 3",
                        reason="放款前核对")  # fmt: skip
        use_licence(system, licence.number, asking=asking)
        page = text_of(holder.get(made.url))
        one = text_of(holder.get(f"/mine/licences/{licence.ground}"))
        looks = text_of(holder.get("/mine/readings"))
        holder.post(made.url)
        ended = text_of(holder.get(made.url))
        with pytest.raises(NotAuthorised):
            use_licence(system, licence.number, asking=asking)
    for words in (page, one):
        assert "D-7" in words and "客户经理 3" in words and "放款前核对" in words
    assert "果业贷款系统" in looks and licence.number in looks
    assert "已终止" in ended and "马上终止" not in ended


def test_a_day_that_cannot_be_read_or_is_past_authorises_nobody(licence: Licence) -> None:
    given = {"to": "agency:education-aksu-city", "facts": [licence.facts[0]["label"]],
             "purpose": "finance"}  # fmt: skip
    with travel(THIRD):
        for until in ("", "明年", "2020年1月1日", "2040年1月1日"):
            page = Citizen(HOLDER).post(
                f"/mine/licences/{licence.ground}/authorise", until=until, **given
            )
            assert page.status_code == 422, until
    assert not Authorisation.objects.exists()


def test_nobody_else_opens_or_ends_it(licence: Licence) -> None:
    with travel(THIRD):
        made = Citizen(HOLDER).post(
            f"/mine/licences/{licence.ground}/authorise", to="agency:education-aksu-city",
            facts=[licence.facts[0]["label"]], purpose="finance", until="2026年12月31日",
        )  # fmt: skip
        for answer in (Citizen("patigul").get(made.url), Citizen("patigul").post(made.url)):
            assert answer.status_code == 404
    assert Authorisation.objects.get().ended_at is None


def test_a_use_copy_says_for_whom_what_for_and_until_when(licence: Licence) -> None:
    with travel(THIRD):
        holder = Citizen(HOLDER)
        holder.post(f"/mine/licences/{licence.ground}/copy", user="新城商场",
                    reason="签租房合同", until="2026年12月31日")  # fmt: skip
        page = holder.get(f"/mine/licences/{licence.ground}")
        address = re.search(r"/mine/copies/[0-9a-f-]+\.pdf", page.content.decode())
        assert address
        file = holder.get(address[0])
        strange = Citizen("patigul").get(address[0])
    words = re.sub(r"\s", "", PdfReader(BytesIO(file.content)).pages[0].extract_text())
    assert "复制件（加注件）" in words and "仅供新城商场用于：签租房合同" in words
    assert "有效期至2026年12月31日，他用无效" in words
    # What the licence says is still there; its seal is not claimed, and the original is whole.
    assert licence.number in words
    assert not check_document(file.content).is_good
    assert check_code(licence.paper.check_code).is_good
    assert strange.status_code == 404


def test_after_its_last_day_a_copy_cannot_be_taken(licence: Licence) -> None:
    with travel(THIRD):
        Citizen(HOLDER).post(f"/mine/licences/{licence.ground}/copy", user="新城商场",
                             reason="签租房合同", until="2026年11月10日")  # fmt: skip
    copy = UseCopy.objects.get()
    for day, status in ((date(2026, 11, 10), 200), (date(2026, 11, 11), 410)):
        with travel(day):
            answer = Citizen(HOLDER).get(f"/mine/copies/{copy.pk}.pdf")
        assert answer.status_code == status
        assert answer.content.startswith(b"%PDF") is (status == 200)


@pytest.mark.parametrize(
    "given", [{"user": ""}, {"reason": ""}, {"reason": "长" * 201}, {"until": ""}]
)
def test_a_copy_without_its_words_is_not_made(licence: Licence, given: dict[str, str]) -> None:
    usual = {"user": "新城商场", "reason": "签租房合同", "until": "2026年12月31日"}
    with travel(THIRD):
        page = Citizen(HOLDER).post(f"/mine/licences/{licence.ground}/copy", **(usual | given))
    assert page.status_code == 422 and not UseCopy.objects.exists()
