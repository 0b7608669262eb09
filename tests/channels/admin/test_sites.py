"""A site is made on one page, by the security administrator, all of it or nothing."""

from collections.abc import Callable

import pytest
from django.test import Client
from tests.registers.sites.making import made, people_of
from tests.world import World

from onedoor.kernel.time import today
from onedoor.registers.agencies.models import Appointment
from onedoor.registers.agencies.queries import posts_held
from onedoor.registers.sites.models import SiteKept
from onedoor.registers.sites.queries import cluster_now

Office = Callable[[str], Client]
HERE = "/admin/sites/"
FORM = {
    "do": "make", "division": "652902000000", "slug": "kuqa",
    "hosts": "kuqa.example\nwww.kuqa.example",
    "name-zh": "库车市", "name-ug": "كۇچار شەھىرى", "hue": "#8A3B12",
    "office": "people-government-kuqa",
    "editor": "people_government_kuqa_editor", "chief": "people_government_kuqa_chief_editor",
    "column1": "latest-notices", "column2": "policy-documents", "takes_services": ["prefecture"],
    "takes_pieces": ["notice"], "foot-host": "库车市人民政府办公室",
}  # fmt: skip


def test_one_form_makes_host_colour_columns_and_first_editors(world: World, office: Office) -> None:
    people = people_of(world)
    Appointment.objects.filter(account_id__in=(people.editor, people.chief)).delete()
    answer = office("admin_security").post(HERE, FORM, follow=True)
    assert "站点做好了" in answer.content.decode()
    site = cluster_now().called("kuqa")
    assert site and site.hosts == ("kuqa.example", "www.kuqa.example")
    assert (site.hue, site.columns) == ("#8A3B12", ("latest-notices", "policy-documents"))
    assert posts_held(people.chief, on=today()) == {"people-government-kuqa/chief-editor"}
    # It answers at its host from now on.
    found = Client().get("/", HTTP_HOST="www.kuqa.example")
    assert found.status_code == 200 and "库车市" in found.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"hue": "#FFD500"}, 422, "最接近又看得清的是 #896500"), ({"slug": "K"}, 422, "站点代号"),
        ({"office": "people-government-wensu"}, 422, "不在这个地方"),
        ({"editor": "nobody"}, 422, "要两个人"),
        ({"chief": "people_government_kuqa_editor"}, 422, "要两个人"),
        ({"division": ""}, 404, ""), ({"hosts": "aksu.example"}, 409, "已经是“阿克苏地区”站点的"),
    ],
)  # fmt: skip
def test_what_is_not_whole_is_said_beside_what_was_typed_and_nothing_is_made(
    world: World, office: Office, changes: dict[str, str], status: int, sentence: str
) -> None:
    made(world, "aksu", hosts=("aksu.example",))
    people_of(world)
    before = Appointment.objects.count()
    answer = office("admin_security").post(HERE, FORM | changes)
    page = answer.content.decode()
    assert answer.status_code == status and sentence in page
    assert list(SiteKept.objects.values_list("slug", flat=True)) == ["aksu"]
    assert Appointment.objects.count() == before


@pytest.mark.parametrize("login", ["admin_system", "admin_audit"])
def test_the_other_administrators_see_sites_and_make_none(
    world: World, office: Office, login: str
) -> None:
    people_of(world)
    seat = office(login)
    page = seat.get(HERE).content.decode()
    assert "站点" in page and "做一个站点" not in page
    assert seat.post(HERE, FORM).status_code == 403
    assert not SiteKept.objects.exists()


def test_hosts_are_named_by_the_system_administrator_alone(world: World, office: Office) -> None:
    made(world, "kuqa")
    given = {"do": "hosts", "site": "kuqa", "hosts-kuqa": "www.kuqa.example"}
    assert office("admin_security").post(HERE, given).status_code == 403
    assert cluster_now().called("kuqa").hosts == ()  # type: ignore[union-attr]
    assert office("admin_system").post(HERE, given).status_code == 302
    assert cluster_now().called("kuqa").hosts == ("www.kuqa.example",)  # type: ignore[union-attr]
    page = office("admin_system").get(HERE).content.decode()
    assert "http://www.kuqa.example:8000" in page
