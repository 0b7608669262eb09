"""The wallet: every licence one holds, how it stands, and one of them with all its versions."""

from datetime import date

from django.forms.models import model_to_dict
from tests.casework.cases.permits import EXTENSION, THIRD, follow, licence_of, permit
from tests.channels.portal.citizen import Citizen, text_of
from tests.world import World

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.time import days, travel
from onedoor.registers.catalogue.queries import published_now
from onedoor.registers.licences.actions import suspend_licence
from onedoor.registers.licences.models import Licence

HOLDER, STRANGER = "tianshan_fruit", "patigul"


def test_who_has_no_licence_reads_how_one_comes_here() -> None:
    page = text_of(Citizen(STRANGER).get("/mine/licences"))
    assert "还没有证照" in page and "少了一张？" in page


def test_a_card_says_what_it_is_whose_and_until_when(world: World) -> None:
    licence = permit(world)
    with travel(THIRD):
        page = Citizen(HOLDER).get("/mine/licences")
    assert f"/mine/licences/{licence.ground}" in page.content.decode()
    words = text_of(page)
    assert licence.number in words and licence.kind_name in words and "现在能用的" in words


def test_the_last_thirty_days_are_counted_on_the_card(world: World) -> None:
    licence = permit(world)
    assert licence.valid_until
    for left, told in ((30, "还有 30 天"), (0, "今天到期"), (-1, "已过期")):
        with travel(licence.valid_until - days(left)):
            assert told in text_of(Citizen(HOLDER).get("/mine/licences")), left
    with travel(licence.valid_until - days(31)):
        assert "快到期" not in text_of(Citizen(HOLDER).get("/mine/licences"))


def test_what_may_not_be_used_stands_apart(world: World) -> None:
    licence = permit(world)
    suspend_licence(licence.number, reasons="查处期间暂扣", by=SYSTEM)
    with travel(THIRD):
        page = text_of(Citizen(HOLDER).get("/mine/licences"))
        one = text_of(Citizen(HOLDER).get(f"/mine/licences/{licence.ground}"))
    assert "暂时不能用的" in page and "现在能用的" not in page
    assert "不能当有效的证用" in one and "查处期间暂扣" in one


def test_a_licence_has_its_face_its_files_and_its_versions(world: World) -> None:
    first = permit(world)
    second = licence_of(follow(world, EXTENSION, first.number, permit_until="2030-04-12"))
    with travel(THIRD):
        holder = Citizen(HOLDER)
        page = holder.get(f"/mine/licences/{first.ground}")
        picture = holder.get(f"/mine/licences/{first.ground}/picture.png")
    words, body = text_of(page), page.content.decode()
    assert all(each["value"] in words for each in first.facts)
    assert "第 2 版" in words and second.number in words
    assert f"/papers/{first.paper_id}?as=ofd" in body
    assert picture.content.startswith(b"\x89PNG")


def test_nobody_else_opens_it(world: World) -> None:
    licence = permit(world)
    with travel(date(2026, 8, 24)):
        for address in ("", "/picture.png"):
            answer = Citizen(STRANGER).get(f"/mine/licences/{licence.ground}{address}")
            assert answer.status_code == 404
            assert licence.number not in answer.content.decode("utf-8", "ignore")


def test_a_few_cards_are_not_sorted_and_many_are_by_what_they_are_for(world: World) -> None:
    first = permit(world)
    with travel(THIRD):
        holder = Citizen(HOLDER)
        assert "看哪一类" not in holder.get("/mine/licences").content.decode()
        others = [
            _another(first, n, service)
            for n, service in enumerate(
                ("publication-retail", "publication-retail", "publication-retail")
            )
        ]
        page = holder.get("/mine/licences").content.decode()
        theme = published_now("work-permit").parsed.sheet.themes[0]
        assert theme not in published_now("publication-retail").parsed.sheet.themes
        chosen = text_of(holder.get(f"/mine/licences?theme={theme}"))
        strange = text_of(holder.get("/mine/licences?theme=没有这一类"))
    assert "看哪一类" in page and theme in page
    assert first.number in chosen and not any(each.number in chosen for each in others)
    assert all(each.number in strange for each in (first, *others))


def _another(licence: Licence, n: int, service: str) -> Licence:
    """A copy of a licence as another service would have issued it."""
    facts = model_to_dict(licence, exclude=["number", "ground", "identifier", "paper", "former"])
    facts |= {"number": f"另{n}号", "ground": f"case-{n}", "identifier": "", "service": service,
              "paper_id": licence.paper_id}  # fmt: skip
    return Licence.objects.create(**facts)


def test_the_page_of_a_firm_leads_to_its_wallet(world: World) -> None:
    permit(world)
    with travel(THIRD):
        page = Citizen(HOLDER).get("/firm").content.decode()
    assert "打开证照包" in page and 'href="/mine/licences"' in page
