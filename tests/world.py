"""The world tests happen in: the published packs, the sample city's people, cases in any state.

Builders speak domain words and go through the real actions. A test that asks for `world` runs
with real commits, for papers are sealed outside any transaction; afterwards everything that
happened is taken away and the registers stay.
"""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.models import Reading
from onedoor.kernel.readings import readings_of
from onedoor.kernel.record import entries_of
from onedoor.kernel.time import now, travel
from onedoor.registers.agencies.actions import set_policy
from onedoor.registers.agencies.models import Policy
from onedoor.registers.catalogue.actions import digest_of, publish_packs
from onedoor.registers.catalogue.definition import Bundle as BundleDefinition
from onedoor.registers.catalogue.definition import ServiceDefinition
from onedoor.registers.catalogue.models import Bundle, Service, ServiceVersion
from onedoor.registers.catalogue.packs import sample_city
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.credentials.actions import have_issuing_key
from onedoor.registers.finding.actions import index_all
from onedoor.registers.finding.models import AddedWord
from onedoor.registers.items.actions import keep_catalogue
from onedoor.registers.sites.queries import forget as forget_sites
from onedoor.site.city import Cast, Told, stories
from onedoor.site.sealing import PLAYED, SAMPLE_DAYS, found_sample_seals
from onedoor.site.stories import Play, until_applied

# What cases leave behind; the registers (people, agencies, catalogue) outlive a test.
_LEFT_BEHIND = (
    "record_news", "record", "record_head", "reading", "cases_mark", "cases_correction",
    "cases_vote", "cases_return", "cases_standstill", "cases_task", "cases_material",
    "cases_case", "cases_draft", "cases_givenpromise", "cases_signing", "cases_counter",
    "bundles_jointmoved", "bundles_jointmove", "bundles_jointpause", "bundles_jointmaterial",
    "bundles_jointpart", "bundles_jointcase", "bundles_bundledraft", "bundles_jointcounter",
    "credentials_offer", "credentials_slip", "credentials_credential", "credentials_statuslist",
    "credentials_issuingkey", "showing_use", "showing_authorisation", "showing_show",
    "showing_copy", "showing_tried", "showing_key", "transcript", "paper", "paper_number",
    "paper_series", "seal_use", "licence_duty", "licence", "feedback_rating",
    "mandates_agreement", "mandates_mandate", "notices_notice",
    "django_session", "cache", "feedback_enquiry",
    "letters_word", "comments_report", "comments_showncomment", "comments_comment",
    "comments_verdict", "letters_firstanswer",
    "letters_rewording", "letters_publicanswer", "letters_letter",
    "feedback_said", "identity_tally", "identity_spent", "mfa_authenticator",
    "usersessions_usersession", "systems_ticket", "systems_code", "systems_signedin",
    "systems_consent", "systems_pseudonym", "systems_system", "systems_signingkey",
    "agencies_leave", "agencies_proposal", "agencies_rightscheck", "items_review",
    "items_listchange", "people_check", "people_link", "notices_wish", "notices_officenotice",
    "cases_hearing",
    "cases_proceeding", "cases_objection", "cases_givenpromise", "cases_signing", "cases_moved",
    "cases_move", "finding_miss", "supervision_cardword", "supervision_raisedcard",
    "supervision_publication", "supervision_publicationkey", "inspection_inspected",
    "publications_hiding", "publications_pieceversion", "publications_piece", "sites_sitehost",
    "sites_sitekept",
    "subscriptions_told",
    "subscriptions_subscription", "subscriptions_change", "entitlements_asked",
    "entitlements_declined", "entitlements_entitlement",
    "assistant_sample", "assistant_week", "results_result", "figures_happened",
    "feedback_followup", "feedback_dispute", "feedback_visit", "feedback_window",
    "assessment_counted", "assessment_monthsum", "assessment_daylaiddown",
)  # fmt: skip

BOOKSHOP = "publication-retail"
_CITY = {each.ref for each in sample_city(Path(settings.ONEDOOR_PACKS)).people}


class World:
    """Everything a test needs to say, in the words of the domain."""

    def __init__(self) -> None:
        self.packs = Path(settings.ONEDOOR_PACKS)
        self.cast = Cast(self.packs)
        self.stories: list[Told] = list(stories(self.packs))

    def story(self, service: str = BOOKSHOP, ending: str = "granted") -> Told:
        """The first story of the service that ends so."""
        return next(
            told
            for told in self.stories
            if told.service == service and told.story.ends.result == ending
        )

    def play(self, told: Told, **changes: object) -> Case:
        """Play the story, or the first `until` steps; the case as it then stands."""
        with travel(SAMPLE_DAYS[0]):
            # Stories are played in any order, and no slip may be older than its key.
            have_issuing_key()
        play: Play = told.play(self.cast, **changes)
        case = play.run()
        assert case is not None
        return case

    def a_submitted_case(self, service: str = BOOKSHOP, **changes: object) -> Case:
        told = self.story(service)
        return self.play(told, until=until_applied(told.story), **changes)

    def an_accepted_case(self, service: str = BOOKSHOP, **changes: object) -> Case:
        told = self.story(service)
        steps = [step.does for step in told.story.steps]
        return self.play(told, until=steps.index("accept") + 1, **changes)

    def a_case_to_decide(self, service: str = BOOKSHOP, **changes: object) -> Case:
        told = self.story(service)
        steps = [step.does for step in told.story.steps]
        return self.play(told, until=steps.index("decide"), **changes)

    def a_decided_case(self, service: str = BOOKSHOP, **changes: object) -> Case:
        told = self.story(service)
        steps = [step.does for step in told.story.steps]
        return self.play(told, until=steps.index("decide") + 1, **changes)

    def clerk(self, case: Case, step: str) -> Actor:
        """Somebody who holds the post of that step of the case."""
        task = case.tasks.get(step=step)
        return self.a_clerk(task.agency, task.post)

    def a_clerk(self, agency: str, post: str = "window", ref: str = "") -> Actor:
        return Actor(
            kind="staff",
            ref=ref or f"clerk:{agency}/{post}",
            name="测试员",
            agency=agency,
            posts=frozenset({f"{agency}/{post}"}),
        )

    def applicant(self, case: Case) -> Actor:
        party = str(case.applicant_id)
        return Actor(kind="person", ref="applicant", party=party, person=party, level=3)

    def mark_all(self, case: Case, mark: str = "met", **others: str) -> None:
        """Mark every point before acceptance."""
        from onedoor.casework.cases.finding import points_before_acceptance

        marks = {point.id: mark for point in points_before_acceptance(self.again(case))} | others
        cases.pre_review(case.number, marks=marks, by=self.clerk(case, "accept"))

    def a_newer_version(self, service: str = BOOKSHOP) -> UUID:
        """Publish the packs again with one word of this service changed; the new version's id."""
        with tempfile.TemporaryDirectory() as folder:
            packs = Path(folder) / "packs"
            shutil.copytree(self.packs, packs)
            (sheet,) = packs.glob(f"*/{service}/service.yaml")
            # Never the words of a version that an earlier test put in force.
            number = ServiceVersion.objects.filter(service_id=service).count()
            changed = re.sub(
                r"^editor: .*$", f"editor: 编辑 {number}", sheet.read_text("utf-8"), flags=re.M
            )
            sheet.write_text(changed, "utf-8")
            assert publish_packs(packs, by=SYSTEM).new == (service,)
        return current_version(service).pk

    def a_changed_version(
        self, part: str, change: Callable[[Any], None], service: str = BOOKSHOP
    ) -> UUID:
        """Put a version in force in which one part (sheet, form, documents, route) is changed.

        Straight into the catalogue: the gate has tests of its own. `put_back` undoes it.
        """
        content = deepcopy(current_version(service).definition)
        change(content[part])
        ServiceDefinition.model_validate(content)
        return _put_in_force(Service.objects.get(code=service), content)

    def a_changed_bundle(self, change: Callable[[Any], None], code: str) -> UUID:
        """As `a_changed_version`, of a bundle."""
        found = Bundle.objects.get(code=code)
        content = deepcopy(found.current.definition)
        change(content)
        BundleDefinition.model_validate(content)
        return _put_in_force(found, content)

    def put_back(self, versions: dict[str, UUID]) -> None:
        """Let these versions be in force again, by service or bundle."""
        for code, pk in versions.items():
            Service.objects.filter(code=code, versions=pk).update(current=pk)
            Bundle.objects.filter(code=code, versions=pk).update(current=pk)

    def again(self, case: Case) -> Case:
        """The case as the database has it now."""
        return Case.objects.select_related("applicant").get(pk=case.pk)

    def news_of(self, case: Case) -> list[str]:
        """The names of everything recorded about the case, in order."""
        return [entry.name for entry in entries_of(case.subject)]

    def looks(self, party: object) -> list[Reading]:
        """Who has looked at this party's data, the newest first, as the party itself sees it."""
        ref = str(party)
        return readings_of(seen_by=Actor(kind="person", ref="oneself", party=ref, person=ref))

    def drain(self) -> int:
        return relay.drain()


def _put_in_force(listed: Service | Bundle, content: dict[str, Any]) -> UUID:
    """A version more of a service or a bundle, in force; its id."""
    after = listed.versions.create(
        number=max(listed.versions.values_list("number", flat=True)) + 1,
        definition=content,
        digest=digest_of(content),
        published_at=now(),
        published_by="test",
        effective=listed.current.effective,
    )
    type(listed).objects.filter(pk=listed.pk).update(current=after)
    return after.pk


@pytest.fixture(scope="session")
def _registers(django_db_setup: None, django_db_blocker) -> World:  # type: ignore[no-untyped-def]
    """The packs published and the city's people known, once for the whole run."""
    with django_db_blocker.unblock():
        publish_packs(Path(settings.ONEDOOR_PACKS), by=SYSTEM)
        keep_catalogue(Path(settings.ONEDOOR_PACKS))
        index_all(Path(settings.ONEDOOR_PACKS))
        the_policy_of_tests()
        world = World()
        found_sample_seals(*PLAYED)
        # The record begins empty for every test.
        _forget_what_happened()
        return world


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker) -> Iterator[None]:  # type: ignore[no-untyped-def]
    """Real commits, for several threads or for what must run outside a transaction.

    What happened is taken away after; nothing is ever flushed, so tests may run in any order.
    """
    with django_db_blocker.unblock():
        yield
        _forget_what_happened()
        _leave_the_people_alone()


# Whoever has been cast, as the last test left them; the registers outlive a test.
_people: dict[str, tuple[object, ...]] = {}
_WHO_THEY_ARE = """
SELECT account.login, party.id, party.number_kind, party.number_index, party.closed_at,
       account.is_active, account.closed_at, account.language, account.email
FROM people_account AS account JOIN people_party AS party ON party.id = account.party_id
WHERE account.login = ANY(%s)"""


def _leave_the_people_alone() -> None:
    """A person of the city whom a test changes for good is somebody else in the next one."""
    with connection.cursor() as cursor:
        cursor.execute(_WHO_THEY_ARE, [sorted(_CITY)])
        found = {who: tuple(facts) for who, *facts in cursor.fetchall()}
    changed = {
        who: (_people[who], found.get(who)) for who in _people if found.get(who) != _people[who]
    }
    _people.clear()
    _people.update(found)
    assert not changed, f"this test leaves people of the city changed: {changed}"


@pytest.fixture
def world(_registers: World, committed: None) -> World:
    return _registers


def _forget_what_happened() -> None:
    Policy.objects.all().delete()
    the_policy_of_tests()
    if AddedWord.objects.exists():
        AddedWord.objects.all().delete()
        index_all(Path(settings.ONEDOOR_PACKS))
    gone = "; ".join(f"DELETE FROM {table}" for table in _LEFT_BEHIND)
    with transaction.atomic(), connection.cursor() as cursor:
        # Only a test may empty the record and the looks, with the guards off for this transaction.
        # Few rows are deleted forty times as fast as so many tables are truncated.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(gone)
        cursor.execute("DELETE FROM agencies_appointment WHERE kind <> 'own'")
        # Seals of the founding stay, and are in force again; those of a test go.
        founder = PLAYED[0].ref
        cursor.execute("DELETE FROM seal WHERE asker <> %s", [founder])
        cursor.execute(
            "UPDATE seal SET state = 'in-force', stopped_at = NULL, stopped_by = '',"
            " stopped_by_name = '', stopped_why = '' WHERE state = 'stopped'"
        )
        cursor.execute("DELETE FROM items_itemversion WHERE change_id IS NOT NULL")
    forget_sites()


def the_policy_of_tests() -> None:
    """Clerks in tests sign in by password, as in the sample city; a new installation is strict."""
    set_policy("staff_sign_in", "password", by=SYSTEM)
