"""A site is made in one act, answers at its hosts, and is changed by its own people alone."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.registers.sites.making import KUQA, PREFECTURE, WENSU, a_site, made, made_all, people_of
from tests.world import World

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.models import Appointment
from onedoor.registers.agencies.queries import posts_held
from onedoor.registers.agencies.refusals import NotThisOffice
from onedoor.registers.sites import refusals as no
from onedoor.registers.sites.actions import FirstPeople, change_site, make_site, set_hosts
from onedoor.registers.sites.models import SiteHost, SiteKept
from onedoor.registers.sites.queries import cluster, cluster_now, forget, sites_where

BASES = ["localhost", "127.0.0.1"]


def administrator(office: str) -> Actor:
    return Actor(kind="administrator", ref="account:admin", name="管理员", office=office)


def chief(slug: str) -> Actor:
    return Actor(
        kind="staff",
        ref=f"clerk:{slug}",
        posts=frozenset({f"people-government-{slug}/chief-editor"}),
    )


def names() -> list[str]:
    return [each.name for each in entries_of("site:kuqa")]


def test_one_act_makes_host_colour_columns_and_first_editors(world: World) -> None:
    people = people_of(world)
    Appointment.objects.filter(account_id__in=(people.editor, people.chief)).delete()
    wanted = a_site(
        hosts=("kuqa.example", "www.kuqa.example"), hue="#8a3b12",
        columns=("policy-documents", "latest-notices"), foot={"host": "库车市人民政府办公室"},
    )  # fmt: skip
    make_site(wanted, people=people, by=administrator("security"))
    assert cluster().called("kuqa") == replace(wanted, hue="#8A3B12")
    assert posts_held(people.editor, on=today()) == {"people-government-kuqa/editor"}
    assert posts_held(people.chief, on=today()) == {"people-government-kuqa/chief-editor"}
    assert names() == ["site.made"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"slug": "Kuqa"}, no.NotASlug), ({"slug": ""}, no.NotASlug),
        ({"hue": "#FFD500"}, no.HueNotClear), ({"names": {"zh": " "}}, no.NameNeeded),
        ({"hosts": ("10.0.0.1",)}, no.NotAHost), ({"hosts": ("a b",)}, no.NotAHost),
        ({"hosts": ("a.example", "a.example")}, no.NotAHost),
        ({"columns": ("a", "a")}, no.ColumnTwice),
        ({"takes_pieces": frozenset({"x"})}, no.NoSuchRule),
        ({"office": "people-government-wensu"}, no.OfficeElsewhere),
        ({"office": "nobody"}, NotFound), ({"division": "652999000000"}, NotFound),
        ({"slug": "aksu-city"}, no.SlugTaken), ({"division": "652901000000"}, no.DivisionTaken),
        ({"hosts": ("aksu-city.example",)}, no.HostTaken),
        # The installation's own name, and where another site answers without a host of its own.
        ({"hosts": ("localhost",)}, no.HostTaken),
        ({"hosts": ("aksu-city.localhost",)}, no.HostTaken),
        ({"hosts": ("testserver",)}, no.HostTaken),
        ({"slug": "taken"}, no.HostTaken),
    ],
)  # fmt: skip
def test_a_site_that_is_not_whole_is_refused_and_nothing_is_made(
    world: World, changes: dict[str, Any], refusal: type[Refusal]
) -> None:
    made(world, "aksu-city", hosts=("aksu-city.example", "taken.localhost"))
    people = people_of(world)
    before = Appointment.objects.count()
    with pytest.raises(refusal):
        make_site(replace(a_site(), **changes), people=people, by=SYSTEM)
    assert [each.slug for each in cluster_now().sites] == ["aksu-city"]
    assert SiteHost.objects.count() == 2 and Appointment.objects.count() == before
    assert names() == []


def test_an_account_that_is_no_clerk_undoes_the_whole_act(world: World) -> None:
    people = people_of(world)
    stranger = world.cast("ayigul").ref.removeprefix("account:")
    with pytest.raises(Refusal):
        make_site(a_site(), people=FirstPeople(editor=people.editor, chief=stranger), by=SYSTEM)
    assert not SiteKept.objects.exists() and names() == []


def test_whoever_writes_does_not_sign_off(world: World) -> None:
    people = people_of(world)
    alone = FirstPeople(editor=people.editor, chief=people.editor)
    with pytest.raises(no.EditorsNeeded):
        make_site(a_site(), people=alone, by=SYSTEM)


@pytest.mark.parametrize("office", ["system", "audit", ""])
def test_making_a_site_gives_posts_and_is_the_security_administrators_alone(
    world: World, office: str
) -> None:
    with pytest.raises(NotThisOffice):
        make_site(a_site(), people=people_of(world), by=administrator(office))
    assert not SiteKept.objects.exists()


def test_the_host_says_which_site(world: World) -> None:
    made_all(world)
    kuqa = set_hosts("kuqa", ["www.kuqa.example"], by=administrator("system"))
    known = cluster()
    assert known.of_host("www.kuqa.example", BASES) == kuqa
    assert known.of_host("WWW.KUQA.example.", BASES) == kuqa
    # Without a record in the DNS, beside any name of the installation; not beside a number.
    assert known.of_host("kuqa.localhost", BASES) == kuqa
    assert known.of_host("kuqa.127.0.0.1", BASES) is None
    # The installation itself shows the widest.
    assert known.of_host("127.0.0.1", BASES) == known.called("aksu")
    assert known.of_host("evil.example", BASES) is None
    assert known.of_host("nobody.localhost", BASES) is None


def test_places_have_the_narrowest_site_around_them(world: World) -> None:
    made_all(world)
    known = cluster()
    assert known.root == known.called("aksu")
    found = {
        division: site.slug if (site := known.of_division(division)) else None
        for division in (KUQA, "652902101000", WENSU, PREFECTURE, "652924000000", "650000000000")
    }
    assert found == {
        KUQA: "kuqa", "652902101000": "kuqa", WENSU: "wensu", PREFECTURE: "aksu",
        "652924000000": "aksu", "650000000000": None,
    }  # fmt: skip


def test_a_site_takes_its_own_services_and_those_of_the_bodies_around_it() -> None:
    kuqa = a_site()
    for offered in (KUQA, "652902101000", PREFECTURE, "650000000000", "000000000000"):
        assert kuqa.takes_service([offered]), offered
    assert not kuqa.takes_service([WENSU]) and not kuqa.takes_service([])
    assert kuqa.takes_service([WENSU, KUQA])
    alone = replace(kuqa, takes_services=frozenset({"prefecture"}))
    assert alone.takes_service([PREFECTURE]) and alone.takes_service([KUQA])
    assert not alone.takes_service(["650000000000"])
    # The prefecture shows what any of its counties offers.
    assert a_site("aksu").takes_service([WENSU])


def test_its_own_chief_changes_what_it_shows(world: World) -> None:
    before = made(world)
    changes = {"hue": "#0b6b6b", "columns": ("policy-documents",), "slug": "other"}
    after = change_site("kuqa", changes, revision=before.revision, by=chief("kuqa"))
    assert (after.hue, after.columns, after.slug) == ("#0B6B6B", ("policy-documents",), "kuqa")
    assert cluster().called("kuqa") == after and after.revision == 2
    assert names() == ["site.made", "site.changed"]
    assert entries_of("site:kuqa")[-1].body["parts"] == ["hue", "columns"]


def test_nobody_of_another_site_changes_it_and_nothing_moves(world: World) -> None:
    made_all(world)
    before = cluster_now()
    editor = Actor(kind="staff", ref="clerk:e", posts=frozenset({"people-government-kuqa/editor"}))
    for stranger in (chief("wensu"), chief("aksu-city"), editor, administrator("security")):
        with pytest.raises(no.NotYourSite) as refused:
            change_site("kuqa", {"hue": "#0B6B6B"}, revision=1, by=stranger)
        assert "库车市" in refused.value.sentence
    assert cluster_now() == before and names() == ["site.made"]


def test_a_bad_change_and_a_stale_one_are_refused(world: World) -> None:
    before = made(world)
    with pytest.raises(no.HueNotClear):
        change_site("kuqa", {"hue": "#FFD500"}, revision=1, by=chief("kuqa"))
    with pytest.raises(no.SiteChangedMeanwhile):
        change_site("kuqa", {"hue": "#0B6B6B"}, revision=7, by=chief("kuqa"))
    with pytest.raises(no.NoSuchSite):
        change_site("nowhere", {}, revision=1, by=chief("kuqa"))
    assert change_site("kuqa", {"hue": before.hue}, revision=1, by=chief("kuqa")) == before
    assert cluster_now().called("kuqa") == before and names() == ["site.made"]


def test_hosts_are_the_system_administrators_and_lead_to_one_site(world: World) -> None:
    made_all(world)
    set_hosts("kuqa", ["kuqa.example"], by=administrator("system"))
    with pytest.raises(no.HostTaken):
        set_hosts("wensu", ["kuqa.example"], by=administrator("system"))
    with pytest.raises(NotThisOffice):
        set_hosts("wensu", ["wensu.example"], by=administrator("security"))
    assert list(SiteHost.objects.values_list("host", "site")) == [("kuqa.example", "kuqa")]
    set_hosts("kuqa", [], by=administrator("system"))
    assert not SiteHost.objects.exists()


def test_the_sites_are_asked_for_once_and_then_known(world: World) -> None:
    made_all(world)
    forget()
    with CaptureQueriesContext(connection) as asked:
        for _time in range(3):
            assert len(cluster().sites) == 4
    assert len(asked) == 1


def test_whoever_holds_a_post_of_a_county_is_of_its_site(world: World) -> None:
    made_all(world)
    clerk = Actor(
        kind="staff", ref="clerk:x",
        posts=frozenset({"press-aksu-city/editor", "health-kuqa/window"}),
    )  # fmt: skip
    assert sites_where(clerk, "editor", "chief-editor") == {"aksu-city"}
    assert sites_where(chief("wensu"), "editor") == frozenset()


def test_the_database_itself_refuses_two_sites_of_a_place_and_a_colour_that_is_none(
    world: World,
) -> None:
    made(world)
    row = SiteKept.objects.get()
    for changes in ({"slug": "second"}, {"slug": "x", "division": WENSU, "hue": "blue"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            facts = {each.name: getattr(row, each.name) for each in SiteKept._meta.concrete_fields}
            SiteKept.objects.create(**facts | changes)
