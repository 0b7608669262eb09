"""Publishing: all or nothing, once for each content, and never altered afterwards."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from onedoor.kernel.actors import SYSTEM
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import now
from onedoor.registers.agencies import queries as agencies
from onedoor.registers.catalogue import queries
from onedoor.registers.catalogue.actions import fingerprint_of, publish_packs
from onedoor.registers.catalogue.models import Publication, Service, ServiceVersion
from onedoor.registers.catalogue.packs import read_packs

pytestmark = pytest.mark.django_db

SHEET = "stall/service.yaml"


def versions() -> QuerySet[ServiceVersion]:
    return ServiceVersion.objects.filter(service_id="stall")


def codes(**wanted: str) -> list[str]:
    """The services found, leaving out whatever else the database knows."""
    return [each.code for each in queries.services(**wanted) if each.code == "stall"]


@pytest.fixture
def published(pack):
    assert publish_packs(pack.folder, by=SYSTEM).new == ("stall",)
    return pack


def test_a_published_service_can_be_found_with_everything_it_says(published):
    version = queries.current_version("stall")
    assert (version.number, version.published_by) == (1, "system")
    assert str(version.parsed.sheet.title) == "摆书报摊"
    assert version.parsed.licence and version.parsed.licence.code == "stall-licence"
    assert [str(story.story) for story in version.sample_stories] == ["准予"]
    assert [each.name for each in entries_of("service:stall")] == ["service.published"]


def test_the_definition_comes_back_as_it_was_checked(published):
    read = read_packs(published.folder).services[0].definition
    stored = versions().get().parsed
    assert stored == read


def test_divisions_and_agencies_are_kept_with_it(published):
    assert agencies.division("652926000000").parent_id == "652900000000"
    assert agencies.agency("press-baicheng").office["phone"] == "0997-5551001"
    assert agencies.division("652926000000").called("en") == "Baicheng County"
    assert agencies.body_for("police", "same", offering="press-baicheng") == "police-baicheng"


def test_the_same_content_makes_no_new_version(published):
    report = publish_packs(published.folder, by=SYSTEM)
    assert report.new == () and "stall" in report.unchanged
    assert versions().count() == 1
    assert len(entries_of("service:stall")) == 1


def test_packs_that_have_not_changed_since_are_not_even_read(published):
    published.change(SHEET, "visits", to=3)
    assert not publish_packs(published.folder, by=SYSTEM).ok
    # Reading them would find the fault; taken for the last published, they are not read.
    Publication.objects.create(
        fingerprint=fingerprint_of(published.folder), published_at=now(), published_by="system"
    )
    report = publish_packs(published.folder, by=SYSTEM)
    assert report.ok and "stall" in report.unchanged


def test_packs_touched_without_changing_what_they_say_make_no_version(published):
    path = published.path(SHEET)
    path.write_text("# a remark\n" + path.read_text("utf-8"), "utf-8")
    assert publish_packs(published.folder, by=SYSTEM).unchanged == ("stall",)
    assert versions().count() == 1


def test_a_change_makes_a_version_and_the_old_one_stays_as_it_was(published):
    old = queries.current_version("stall")
    published.change(SHEET, "lead", to="个人当天能办。")
    assert publish_packs(published.folder, by=SYSTEM).new == ("stall",)
    assert str(queries.current_version("stall").parsed.sheet.lead) == "个人当天能办。"
    assert str(queries.version(old.id).parsed.sheet.lead) == "个人都能办。"
    assert [each.number for each in queries.versions_of("stall")] == [2, 1]


def test_a_changed_sample_is_a_new_version_and_another_story_is_not(published):
    published.change("stall/stories/granted.yaml", "answers", "area", to=8)
    assert publish_packs(published.folder, by=SYSTEM).new == ("stall",)
    published.change("stall/stories/refused.yaml", "answers", "area", to=8)
    assert publish_packs(published.folder, by=SYSTEM).new == ()


def test_a_pack_with_a_fault_is_refused_and_nothing_moves(published):
    published.change(SHEET, "lead", to="新的一句。").change(SHEET, "visits", to=3)
    published.change("agency.yaml", "agencies", 0, "short", to="新名字")
    report = publish_packs(published.folder, by=SYSTEM)
    assert not report.ok and report.refused[0].file == f"town/{SHEET}"
    assert versions().count() == 1
    assert agencies.agency("press-baicheng").short == "拜城新闻出版"
    assert len(entries_of("service:stall")) == 1


def test_an_agency_no_longer_named_offers_the_service_no_more(published):
    other = {**published.content("agency.yaml")["agencies"][0]}
    other |= {"code": "press-aksu", "division": "652900000000"}
    published.change("agency.yaml", "agencies", 2, to=other)
    published.change(SHEET, "offerings", to=[{"agency": "press-aksu", "window": "1"}])
    published.change("stall/route.yaml", "steps", 1, "body", to={"function": "own"})
    for story in ("granted", "corrected", "refused"):
        published.change(f"stall/stories/{story}.yaml", "at", to="press-aksu")
    assert publish_packs(published.folder, by=SYSTEM).refused == ()
    assert [each.agency_id for each in queries.offerings_of("stall")] == ["press-aksu"]
    with pytest.raises(queries.NoSuchService):
        queries.offering("stall", "press-baicheng")


def test_the_database_refuses_to_alter_or_remove_a_version(published):
    forbid = import_module(
        "onedoor.registers.catalogue.migrations.0002_a_version_never_changes"
    ).FORBID
    with connection.cursor() as cursor:
        cursor.execute(forbid)
    version = versions().get()
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        versions().update(digest="0")
    Service.objects.update(current=None)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        versions().delete()
    assert versions().get().digest == version.digest


def test_services_are_found_by_whom_and_what_they_are_for(published):
    assert codes(for_="person", theme="准营准办") == ["stall"]
    assert codes(function="press") == ["stall"]
    assert codes(for_="organisation") == codes(life_event="结婚") == []
    Service.objects.update(state="suspended")
    assert codes(for_="person") == []


def test_a_list_of_services_with_what_they_say_costs_one_query(
    published, django_assert_num_queries
):
    for each in queries.services():
        assert each.parsed
    with django_assert_num_queries(1):
        assert "摆书报摊" in [str(each.parsed.sheet.title) for each in queries.services()]
    with django_assert_num_queries(1):
        assert queries.offerings_of("stall")[0].agency.division.name == "拜城县"


def test_a_version_is_fetched_once(published, django_assert_num_queries):
    id = queries.current_version("stall").id
    queries.version(id)
    with django_assert_num_queries(0):
        assert queries.version(str(id)).parsed.sheet.code == "stall"


def test_the_stamp_changes_with_everything_that_pages_show(published):
    stamps = [queries.stamp()]
    published.change("agency.yaml", "agencies", 0, "short", to="新名字")
    publish_packs(published.folder, by=SYSTEM)
    stamps.append(queries.stamp())
    Service.objects.update(state="suspended")
    stamps.append(queries.stamp())
    publish_packs(published.folder, by=SYSTEM)
    assert queries.stamp() == stamps[-1]
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("id", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_version_is_refused(id):
    with pytest.raises(queries.NoSuchService):
        queries.version(id)


def test_an_unknown_service_is_refused():
    with pytest.raises(queries.NoSuchService):
        queries.current_version("nothing")
