"""One played city in which every address has something to show: cases and drafts in each state."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import Max
from tests.standing_in import a_mandate, an_offer
from tests.world import BOOKSHOP, World, _forget_what_happened

import vc
from onedoor.casework.bundles import actions as bundles
from onedoor.casework.bundles.queries import bundle_for
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.queries import case_for, draft_of, materials_of_draft
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.ports import port
from onedoor.kernel.readings import readings_of, trace
from onedoor.kernel.time import now, today, travel
from onedoor.oversight.assessment.actions import lay_down_anew
from onedoor.oversight.assessment.periods import period_of
from onedoor.oversight.assessment.queries import assessment_of, books, months
from onedoor.oversight.comments.actions import give_verdict, show_comment, write_comment
from onedoor.oversight.comments.queries import Comment, ShownComment
from onedoor.oversight.feedback.actions import (
    ask_about_reading,
    call_up,
    open_visit,
    raise_dispute,
    rate_by_code,
    rate_case,
    set_up_window,
)
from onedoor.oversight.feedback.models import FollowUp, Rating, Visit, Window
from onedoor.oversight.letters.actions import (
    answer_letter,
    draft_answer,
    release_answer,
    write_letter,
)
from onedoor.oversight.letters.models import Letter
from onedoor.oversight.results.models import Result
from onedoor.oversight.supervision.actions import publish_through, reckon_chain
from onedoor.registers.catalogue.actions import digest_of
from onedoor.registers.catalogue.models import ServiceVersion
from onedoor.registers.catalogue.queries import bundle_stories
from onedoor.registers.credentials.actions import (
    Offered,
    fetch_credential,
    have_issuing_key,
    offer_credential,
    take_offer,
)
from onedoor.registers.credentials.models import StatusList
from onedoor.registers.licences.queries import Licence, licence_on
from onedoor.registers.papers.queries import papers_of
from onedoor.registers.people.queries import party_for
from onedoor.registers.showing.actions import (
    Coded,
    authorise,
    begin_show,
    begin_transcript_show,
    make_copy,
    use_at_desk,
)
from onedoor.registers.showing.queries import Authorisation, Use, UseCopy
from onedoor.registers.transcripts.actions import Scan, compare_transcript, enter_transcript
from onedoor.registers.transcripts.queries import Transcript
from onedoor.site.bundle_stories import BundlePlay
from onedoor.site.samples import drawn_document
from onedoor.site.sealing import SAMPLE_DAYS

FIRM, OTHER_FIRM, CITIZEN, OTHER_CITIZEN = "duolang_books", "tianshan_fruit", "ayigul", "gulnur"
INSTANT = "individual-business"
STATES = (
    "submitted", "unmet", "correcting", "accepted", "suspended", "to-decide", "closed", "rated",
    "refused", "not-accepted", "withdrawn", "on-a-route",
    "elsewhere", "promised",
)  # fmt: skip
# Nobody's: well formed, and never given to anything.
NOBODYS_ID = "00000000-0000-4000-8000-000000000000"


@dataclass
class Scenery:
    """The cases of one firm in every state, with a draft; others own nothing of it."""

    world: World
    built: dict[str, Case] = field(default_factory=dict)
    notice: int = 0
    offers: list[Offered] = field(default_factory=list)

    def case(self, state: str) -> Case:
        """The firm's case that stands there: submitted, correcting, accepted, to-decide, …"""
        if state not in self.built:
            self.built[state] = getattr(self, f"_{state.replace('-', '_')}")()
            self.world.drain()
        return self.world.again(self.built[state])

    def _begun(self, ending: str, *, until: int, **changes: Any) -> Case:
        """A story begun so lately that its last played step was today."""
        told = self.world.story(BOOKSHOP, ending)
        last = max(step.day for step in told.story.steps[:until])
        return self.world.play(told, until=until, begin=today() - timedelta(days=last), **changes)

    def _steps(self, ending: str = "granted") -> list[str]:
        return [step.does for step in self.world.story(BOOKSHOP, ending).story.steps]

    def _submitted(self) -> Case:
        return self._begun("granted", until=1)

    def _accepted(self) -> Case:
        return self._begun("granted", until=self._steps().index("accept") + 1)

    def _to_decide(self) -> Case:
        return self._begun("granted", until=self._steps().index("decide"))

    def _closed(self) -> Case:
        return self._begun("granted", until=self._steps().index("decide") + 1)

    def _rated(self) -> Case:
        return self._begun("granted", until=len(self._steps()))

    def _refused(self) -> Case:
        return self._begun("refused", until=len(self._steps("refused")), applicant=FIRM)

    def _not_accepted(self) -> Case:
        return self._begun("not_accepted", until=len(self._steps("not_accepted")))

    def _correcting(self) -> Case:
        case = self.world.again(self._submitted())
        clerk = self.world.clerk(case, "accept")
        self.world.mark_all(case, premises_right="unmet")
        cases.request_corrections(case.number, by=clerk)
        return case

    def _unmet(self) -> Case:
        """A new case in which one point was found not met; nothing is asked for yet."""
        case = self.world.again(self._submitted())
        self.world.mark_all(case, premises_right="unmet")
        return case

    def _withdrawn(self) -> Case:
        case = self._submitted()
        cases.withdraw_case(case.number, by=self.world.applicant(case))
        return case

    def _on_a_route(self) -> Case:
        """Under review with a hearing, a test and a public notice, which the bookshop's lacks."""
        case = self.world.again(self._submitted())
        Case.objects.filter(pk=case.pk).update(version=_with_more_steps(case))
        case = self.world.again(case)
        self.world.mark_all(case)
        cases.accept_case(case.number, by=self.world.clerk(case, "accept"))
        self.notice = case.tasks.get(step="notice").pk
        cases.object_to(
            case.number, step="notice", said="店面不在这里", name="王某", contact="13800000009",
            by=self.world.cast(CITIZEN),
        )  # fmt: skip
        cases.offer_hearing(
            case.number, step="hearing", matter="店面离学校太近，打算不批",
            by=self.world.clerk(case, "hearing"),
        )  # fmt: skip
        return case

    def _elsewhere(self) -> Case:
        """One to be sent to another place: whoever sends it changes it."""
        return self._submitted()

    def _suspended(self) -> Case:
        """Somebody else's case: the bookshop's route knows no standstill."""
        for told in self.world.stories:
            steps = [step.does for step in told.story.steps]
            if "suspend" in steps:
                return self.world.play(told, until=steps.index("suspend") + 1)
        raise LookupError("no story suspends a case")

    def _promised(self) -> Case:
        """Decided, with a promise that has to be looked at."""
        told = next(each for each in self.world.stories if each.file.stem == "with-a-promise")
        until = [step.does for step in told.story.steps].index("decide") + 1
        last = max(step.day for step in told.story.steps[:until])
        return self.world.play(told, until=until, begin=today() - timedelta(days=last))

    @cached_property
    def firm(self) -> Actor:
        return self.world.cast(FIRM)

    @cached_property
    def draft(self) -> str:
        """The firm's draft, filled in, one file handed in.

        All cases come first, for each was a draft of the same firm for the same service.
        """
        for state in STATES:
            self.case(state)
        assert self.supervision_card
        told = self.world.story()
        story = told.story
        play = told.play(self.world.cast)
        begun = cases.begin_draft(
            BOOKSHOP, agency=story.at, situation=dict(story.situation), by=self.firm
        )
        cases.save_draft(str(begun.pk), answers=dict(story.answers), by=self.firm)
        for document, source in story.documents.items():
            play._hand_in(document, source, draft=str(begun.pk), by=self.firm)
        return str(begun.pk)

    @cached_property
    def mandate(self) -> str:
        """Of the firm, in force, so that its matrix has a row."""
        found = a_mandate(self.world, receiver="zhang_min", giver=FIRM)
        a_mandate(
            self.world, "guardian", giver="alim", receiver=CITIZEN, by=CITIZEN,
            acts=("apply",), services=(), agreed=("press_aksu_city_window",),
        )  # fmt: skip
        return found.id

    @cached_property
    def offer(self) -> str:
        """Of the firm, waiting for its legal representative."""
        return an_offer(self.world, giver=FIRM, receiver="patigul").id

    @property
    def licence_paper(self) -> str:
        return str(self.licence.paper_id)

    @cached_property
    def status_list(self) -> int:
        """A list with one place taken: the firm's licence lies in a wallet."""
        made = offer_credential(self.licence.number, by=self.firm)
        ticket = take_offer(made.code, made.digits).token
        kind, key = self.licence.kind, vc.Key.make().public
        fetch_credential(ticket, kind, vc.SD_JWT_VC, holder=key)
        return int(StatusList.objects.latest("pk").pk)

    @property
    def open_offer(self) -> str:
        """The code of an offer that has not run out: they last ten minutes."""
        # Whatever else offers this licence comes first: a new offer makes earlier ones void.
        assert self.status_list
        made = self.offers[-1] if self.offers else None
        if made is None or made.until < now() + timedelta(minutes=5):
            self.offers.append(offer_credential(self.licence.number, by=self.firm))
        return self.offers[-1].code

    @property
    def file_of_draft(self) -> str:
        draft = draft_of(BOOKSHOP, seen_by=self.firm)
        assert draft is not None
        return str(materials_of_draft(str(draft.pk), seen_by=self.firm)[0].pk)

    @cached_property
    def look(self) -> str:
        """The number of a look of the window clerk at the firm's case."""
        case = self.case("submitted")
        case_for(case.number, seen_by=self.world.cast("press_aksu_city_window"))
        looks = readings_of(seen_by=self.firm, limit=1000)
        return str(next(each.pk for each in looks if each.subject == case.subject))

    @cached_property
    def licence(self) -> Licence:
        """The firm's, from its closed case."""
        found = licence_on(self.case("closed").number, seen_by=SYSTEM)
        assert found is not None
        return found

    def shown(self) -> Coded:
        """The firm shows its licence, from this moment on for a minute."""
        labels = [each["label"] for each in self.licence.facts[:2]]
        return begin_show(self.licence.number, facts=labels, purpose="other", by=self.firm)

    def shown_transcript(self) -> Coded:
        """The firm shows its paper licence of before."""
        labels = [each["label"] for each in self.transcript.facts]
        return begin_transcript_show(
            self.transcript.pk, facts=labels, purpose="other", by=self.firm
        )

    @cached_property
    def authorisation(self) -> Authorisation:
        """An agency may see two lines of the firm's licence."""
        labels = [each["label"] for each in self.licence.facts[:2]]
        return authorise(
            self.licence.number, to="agency:education-aksu-city", facts=labels, purpose="contract",
            until=today() + timedelta(days=30), by=self.firm,
        )  # fmt: skip

    @cached_property
    def use(self) -> Use:
        """A clerk of that agency looked at them in a matter."""
        clerk = self.world.cast("education_aksu_city_window")
        said = {"item": "民办学校审批", "case": "JY-18", "reason": "核对资格"}
        return use_at_desk(self.authorisation.pk, **said, by=clerk).use

    @cached_property
    def transcript(self) -> Transcript:
        """A paper licence of the firm, entered at the window and compared by a reviewer."""
        made = self._entered("新出发阿零字第0019号", kind=self.licence.kind)
        reviewer = self.world.cast("press_aksu_city_reviewer")
        return compare_transcript(made.pk, agrees=True, note="和档案核对", by=reviewer)

    @cached_property
    def transcript_of_no_type(self) -> Transcript:
        """Another, entered without a type and not compared yet."""
        return self._entered("旧字第0020号", kind="")

    def _entered(self, number: str, *, kind: str) -> Transcript:
        firm = party_for(self.firm.party, seen_by=SYSTEM)
        content = drawn_document("出版物经营许可证", "transcript")
        return enter_transcript(
            kind_name="出版物经营许可证", number=number, holder_name=firm.name,
            holder_number=firm.number, facts=[("经营范围", "图书、期刊")],
            issued_on=today() - timedelta(days=900), valid_until=None,
            scan=Scan(port("store").put(content), "旧证.pdf", "application/pdf", len(content), 1),
            kind=kind, by=self.world.cast("press_aksu_city_window"),
        )  # fmt: skip

    @cached_property
    def use_copy(self) -> UseCopy:
        """Of the firm's licence, for a landlord."""
        return make_copy(
            self.licence.number, user="多浪商场", reason="签租房合同",
            until=today() + timedelta(days=30), by=self.firm,
        )  # fmt: skip

    @cached_property
    def enquiry(self) -> str:
        """The firm's question about that look, waiting for its answer by the supervisor there."""
        self.world.cast("press_aksu_city_supervisor")
        return str(ask_about_reading(int(self.look), "为什么要看我的材料？", by=self.firm).pk)

    @cached_property
    def rated_badly(self) -> Case:
        """A matter that ended, and that its applicant was not content with."""
        until = self._steps().index("decide") + 1
        # Of another firm: the draft that the first has in hand is not used up by it.
        case = self._begun("granted", until=until, applicant=OTHER_FIRM)
        self.world.drain()
        rate_case(case.number, level=2, text="等了三个小时", by=self.world.applicant(case))
        return case

    @cached_property
    def follow_up(self) -> str:
        """What is to be done about it: nobody has called yet."""
        return str(FollowUp.objects.get(rating__case=self.rated_badly.number).pk)

    @cached_property
    def bad_rating(self) -> str:
        """That rating itself, as the agency may object to it."""
        return str(Rating.objects.get(case=self.rated_badly.number).pk)

    @cached_property
    def dispute(self) -> str:
        """The agency's objection to another bad rating, of a visit; nobody has decided yet."""
        visit = self._visit("collect")
        rate_by_code(visit.number, level=1, text="等了一上午", channel="paper", by=ANYONE)
        rating = Rating.objects.get(case=visit.subject)
        found = raise_dispute(
            str(rating.pk), ground="mistaken", reasons="来的人说，要评的是隔壁窗口。",
            evidence="叫号记录 A032，当天 11:20", by=self.world.cast("press_aksu_city_supervisor"),
        )  # fmt: skip
        return str(found.pk)

    @cached_property
    def visit(self) -> Visit:
        """Somebody came to ask; nobody has rated that."""
        return self._visit("consult")

    def _visit(self, came_for: str) -> Visit:
        return open_visit(
            "press-aksu-city", came_for=came_for, service=BOOKSHOP, place="3 号窗口",
            by=self.world.cast("press_aksu_city_window"),
        )  # fmt: skip

    def calls_up(self) -> str:
        """Show a new visit on the device: its code."""
        window, _secret = self.device
        clerk = self.world.cast("press_aksu_city_window")
        call_up(str(window.pk), number=self._visit("hand-in").number, by=clerk)
        return str(window.code)

    @cached_property
    def device(self) -> tuple[Window, str]:
        """A device at a window, with its secret; it shows nothing."""
        return set_up_window(
            "press-aksu-city", name="3 号窗口", by=self.world.cast("press_aksu_city_supervisor")
        )

    @cached_property
    def letter(self) -> Letter:
        """The citizen's question to the press bureau of the town, waiting with another's."""
        write_letter(
            "consultation", "开书店要等多久？", agency="press-aksu-city", hidden=True,
            by=self.world.cast(OTHER_CITIZEN),
        )  # fmt: skip
        return write_letter(
            "consultation", "开书店从哪天算起十个工作日？", agency="press-aksu-city",
            may_publish=True, by=self.world.cast(CITIZEN),
        )  # fmt: skip

    @cached_property
    def guest_letter(self) -> Letter:
        """Somebody's without an account."""
        return write_letter("consultation", "周末开门吗？", agency="press-aksu-city", by=ANYONE)

    @cached_property
    def answered_letter(self) -> Letter:
        """Another one, answered, redacted, and released by the supervisor there."""
        letter = write_letter(
            "consultation", "周末能不能交材料？", agency="press-aksu-city", may_publish=True,
            by=self.world.cast(CITIZEN),
        )  # fmt: skip
        window = self.world.cast("press_aksu_city_window")
        answer_letter(str(letter.pk), "网上随时能交，窗口周末不开。", by=window)
        draft_answer(
            str(letter.pk), title="周末能不能交材料", question="周末能不能交材料？",
            answer="网上随时能交，窗口周末不开。", by=window,
        )  # fmt: skip
        return letter

    @cached_property
    def public_answer(self) -> str:
        letter = self.answered_letter
        chief = self.world.cast("press_aksu_city_supervisor")
        return str(release_answer(str(letter.pk), by=chief).pk)

    @cached_property
    def comment(self) -> Comment:
        """How another firm did it, waiting for the editor of the press bureau of the town."""
        steps = self._steps().index("decide") + 1
        self._begun("granted", until=steps, applicant=OTHER_FIRM)
        self.world.drain()
        told = "先把租房合同拍清楚，交上去第三天就有信儿。"
        return write_comment(BOOKSHOP, told, by=self.world.cast(OTHER_FIRM))

    @cached_property
    def shown_comment(self) -> ShownComment:
        """How the firm did it, on the guide for all to read, and one verdict on that guide."""
        self.case("rated")
        comment = write_comment(BOOKSHOP, "名称先查重，当天就能交。", signed=True, by=self.firm)
        give_verdict(
            BOOKSHOP, useful=False, section="materials", reason="unclear", text="要不要原件？",
            by=ANYONE,
        )  # fmt: skip
        return show_comment(str(comment.pk), by=self.world.cast("press_aksu_city_editor"))

    @cached_property
    def supervision_card(self) -> str:
        """A red card of the press bureau of the town: twelve days without a word."""
        told = self.world.story(BOOKSHOP, "granted")
        case = self.world.play(told, until=1, begin=today() - timedelta(days=21))
        (card,) = (each for each in reckon_chain(case.number) if each.rule == "telling-limit")
        return card.pk

    @cached_property
    def published_day(self) -> str:
        """Yesterday, as it was published."""
        assert self.supervision_card
        yesterday = today() - timedelta(days=1)
        publish_through(yesterday)
        return yesterday.isoformat()

    @cached_property
    def assessed(self) -> tuple[str, str, str]:
        """An assessment that has something to say: its month, an agency, one of its indicators."""
        assert self.published_day
        lay_down_anew()
        month = months()[0].strftime("%Y-%m")
        found = assessment_of(books()[0], period_of(month))
        assert found is not None
        standing = found.standings[0]
        value = next(each for each in standing.values if each.of)
        return month, standing.who, value.indicator.code

    @cached_property
    def result(self) -> str:
        """The decision of the matter that ended well, as everybody reads it."""
        number = self.case("closed").number
        self.world.drain()
        return str(Result.objects.get(case=number).pk)

    @cached_property
    def enquiry_to_audit(self) -> str:
        """The firm's question about a look of a program, which no agency can judge."""
        program = Actor(kind="machine", ref="token:1")
        trace(by=program, subject="licences", what="证照", why="接口", party=self.firm.party)
        looks = readings_of(seen_by=self.firm, limit=1000)
        look = next(each for each in looks if each.by_kind == "machine")
        return str(ask_about_reading(look.pk, "哪个程序看了我的证照？", by=self.firm).pk)

    def joint_at(self, until: int, bundle: str = "newborn") -> str:
        """The citizen's bundle, gone as far as that step of its sample story, today."""
        told = next(
            each for each in bundle_stories(self.world.packs, bundle=bundle) if each.story.sample
        )
        last = max(step.day for step in told.story.steps[:until])
        play = BundlePlay(
            bundle,
            told.story,
            lambda ref: self.world.cast(CITIZEN if ref == told.story.applicant else ref),
            today() - timedelta(days=last),
            until=until,
        )
        play.run()
        return play.number

    @cached_property
    def joint(self) -> str:
        """The citizen's bundle in which a part waits for an answer."""
        return self.joint_at(6)

    @cached_property
    def joint_correcting(self) -> str:
        """The citizen's bundle that was told what is missing."""
        return self.joint_at(2, "restaurant")

    @cached_property
    def joint_material(self) -> str:
        file = bundle_for(self.joint_correcting, seen_by=SYSTEM)
        return str(file.materials[0].pk)

    @cached_property
    def joint_draft(self) -> str:
        """The citizen's draft of a bundle, filled in but for its documents."""
        assert self.joint_correcting
        story = next(
            each.story
            for each in bundle_stories(self.world.packs, bundle="restaurant")
            if each.story.sample
        )
        citizen = self.world.cast(CITIZEN)
        draft = bundles.begin_bundle(
            "restaurant", agency=story.at, situation=dict(story.situation), by=citizen
        )
        bundles.save_bundle(str(draft.pk), answers=dict(story.answers), by=citizen)
        return str(draft.pk)

    @property
    def paper(self) -> Any:
        """A sealed paper of the firm's closed case."""
        return papers_of(self.case("closed").subject, seen_by=SYSTEM)[0]

    def paper_of(self, state: str, kind: str) -> Any:
        """The paper of this kind of the firm's case that stands there."""
        papers = papers_of(self.case(state).subject, seen_by=SYSTEM)
        return next(each for each in papers if each.kind == kind)

    @property
    def material(self) -> str:
        """A file of the firm's case that is waiting to be decided."""
        return str(self.case("to-decide").materials.all()[0].pk)


_STEPS = (
    ("hearing", "听证", "hearing", "reviewer", {"working_days": 20, "counts": False}),
    ("lab", "检测", "testing", "reviewer", {"working_days": 5, "counts": False}),
    ("notice", "公示", "public-notice", "reviewer", {"calendar_days": 7}),
)


def _with_more_steps(case: Case) -> ServiceVersion:
    """A version of the service with these steps besides its own: no service of the packs has all.

    It is nobody's current one: only this case stands under it.
    """
    known = case.version
    changed = deepcopy(known.definition)
    changed["route"]["steps"] += [
        {"id": id, "title": {"zh": title}, "plain": {"zh": f"{title}一下。"}, "kind": kind,
         "post": post, **days}
        for id, title, kind, post, days in _STEPS
    ]  # fmt: skip
    digest = digest_of(changed)
    found = ServiceVersion.objects.filter(digest=digest).first()
    newest = ServiceVersion.objects.filter(service=known.service).aggregate(n=Max("number"))["n"]
    return found or ServiceVersion.objects.create(
        service=known.service, number=newest + 1, definition=changed, digest=digest,
        published_at=now(), published_by="test", effective=known.effective,
    )  # fmt: skip


@contextmanager
def played(world: World) -> Iterator[Scenery]:
    """The scenery for a whole module that only looks; afterwards everything played is forgotten."""
    try:
        # Stories are played in any order, some past `World.play`; no slip is older than its key.
        with travel(SAMPLE_DAYS[0]):
            have_issuing_key()
        yield Scenery(world)
    finally:
        _forget_what_happened()
