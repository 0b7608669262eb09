"""Plays stories through the real actions, with time travel: samples that are regression tests.

A story is played against whatever database is connected: a test's, or the sample city's. The
people in it come from the sample city of the packs; the papers they hand in are drawn here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import Case, case_for, objections_of, signings_of_draft
from onedoor.casework.forms.questions import prefill_from
from onedoor.casework.forms.uploads import inspect
from onedoor.channels.notices.queries import told
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import travel
from onedoor.oversight.feedback.actions import rate_case
from onedoor.registers.catalogue.definition import Document, Story, StoryStep, say
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.papers.queries import papers_of
from onedoor.registers.people.queries import party_for
from onedoor.site.samples import drawn_document


class StoryBroken(AssertionError):
    """The story did not go as it is told; the sentence says where and how."""


def until_applied(story: Story) -> int:
    """How many steps it takes until the application is sent; before it, others may sign."""
    does = [step.does for step in story.steps]
    return does.index("apply") + 1 if "apply" in does else 1


# What the clock does to a case.
_LOOKS: tuple[Callable[..., object], ...] = (
    cases.accept_what_is_deemed,
    cases.hear_the_silent,
    cases.end_what_was_never_corrected,
    cases.look_after_the_deferred,
    cases.settle_what_is_broken,
)


@dataclass
class Play:
    """One playing of one story: who is who, which case it is, and what day it is."""

    service: str
    story: Story
    cast: Callable[[str], Actor]
    begin: date
    samples: Path | None = None
    until: int | None = None
    applicant: str = ""
    number: str = ""
    entries: int = field(default=0)
    draft: str = ""
    day: int = 0
    # The links that signers were sent, by signer.
    links: dict[str, str] = field(default_factory=dict)

    def run(self) -> Case | None:
        """Play every step (or the first `until`); the case, or None when it was never made."""
        for at, step in enumerate(self._steps()):
            if self.until is not None and at >= self.until:
                break
            self._play(at, step)
        return self.case

    @property
    def case(self) -> Case | None:
        return case_for(self.number, seen_by=SYSTEM).case if self.number else None

    def _steps(self) -> Iterator[StoryStep]:
        if not any(step.does == "apply" for step in self.story.steps):
            yield StoryStep(day=0, does="apply")
        yield from self.story.steps

    def _play(self, at: int, step: StoryStep) -> None:
        with travel(self.begin + timedelta(days=step.day)):
            self._let_time_pass(step.day)
            relay.drain()
            before = self._standing() if step.refused else None
            try:
                getattr(self, f"_{step.does}")(step.with_, self._actor(step))
            except Refusal as refusal:
                self._refused(at, step, refusal, before)
            else:
                if step.refused:
                    raise StoryBroken(self._at(at, step, f"{step.refused} should have come"))
            relay.drain()

    def _let_time_pass(self, day: int) -> None:
        """What days gone by bring about, for what this story is about: other matters live by
        other days.
        """
        begun, self.day = self.day, day
        if day <= begun:
            return
        if self.draft and not self.number:
            cases.let_links_expire(of=self.draft)
        for look in _LOOKS if self.number else ():
            look(of=self.number)

    def _refused(self, at: int, step: StoryStep, refusal: Refusal, before: object) -> None:
        name = type(refusal).__name__
        if name != step.refused:
            raise StoryBroken(self._at(at, step, f"refused: {name} {refusal}")) from refusal
        if self._standing() != before:
            raise StoryBroken(self._at(at, step, "it was refused, and yet something moved"))

    def _standing(self) -> object:
        case = self.case
        if case is None:
            return None
        return (case.stage, case.granted, len(told(case.subject)), case.tasks.count())

    def _at(self, at: int, step: StoryStep, problem: str) -> str:
        place = f"{self.service} “{self.story.story}” step {at} (day {step.day}, {step.does})"
        return f"{place}: {problem}"

    def _actor(self, step: StoryStep) -> Actor:
        if step.who == "system":
            return SYSTEM
        applicant = self.applicant or self.story.applicant
        who = step.who or applicant
        return self.cast(applicant if who == self.story.applicant else who)

    # The acts, by the words a story uses.

    def _apply(self, words: dict[str, Any], by: Actor) -> None:
        if not self.draft:
            self._write(by)
        self.number = cases.submit_draft(self.draft, by=by).number

    def _write(self, by: Actor) -> None:
        """Fill in the application, promise what the story promises, ask those who must sign."""
        draft = cases.begin_draft(
            self.service, agency=self.story.at, situation=dict(self.story.situation), by=by
        )
        self.draft = str(draft.pk)
        cases.save_draft(self.draft, answers=self._answers(by), by=by)
        for promise in self.story.promises:
            cases.sign_promise(self.draft, promise=promise, by=by)
        for document, source in self.story.documents.items():
            self._hand_in(document, source, draft=self.draft, by=by)
        if signings_of_draft(self.draft, seen_by=by):
            for asked in cases.ask_to_sign(self.draft, by=by):
                self.links[asked.signing.signer] = asked.token

    def _sign(self, words: dict[str, Any], by: Actor) -> None:
        cases.sign(self._link(words["signer"]), by=by)

    def _decline_signing(self, words: dict[str, Any], by: Actor) -> None:
        cases.decline_signing(self._link(words["signer"]), reasons=words["reasons"], by=by)

    def _link(self, signer: str) -> str:
        if not self.draft:
            self._write(self.cast(self.applicant or self.story.applicant))
        return self.links.get(signer, "")

    def _hand_in_promised(self, words: dict[str, Any], by: Actor) -> None:
        for document, source in words.get("documents", {}).items():
            self._hand_in(document, source, case=self.number, by=by)
        cases.hand_in_promised(self.number, promise=words["promise"], by=by)

    def _check_promise(self, words: dict[str, Any], by: Actor) -> None:
        cases.check_promise(self.number, **words, by=by)

    def _object_to_finding(self, words: dict[str, Any], by: Actor) -> None:
        cases.object_to_finding(self.number, **words, by=by)

    def _answer_finding(self, words: dict[str, Any], by: Actor) -> None:
        cases.answer_finding(self.number, **words, by=by)

    def _report_repair(self, words: dict[str, Any], by: Actor) -> None:
        cases.report_repair(self.number, **words, by=by)

    def _answer_repair(self, words: dict[str, Any], by: Actor) -> None:
        cases.answer_repair(self.number, **words, by=by)

    def _answers(self, by: Actor) -> dict[str, Any]:
        """The story's answers; for another applicant, with what is known of them in place."""
        answers = dict(self.story.answers)
        if not self.applicant or self.applicant == self.story.applicant:
            return answers
        party = party_for(by.party, seen_by=by)
        known = {
            "name": party.name,
            "number": party.number,
            "phone": party.phone,
            "address": party.address,
            "representative": party.representative,
        }
        form = current_version(self.service).parsed.form
        filled = {field: each.value for field, each in prefill_from(form, known).items()}
        return answers | {field: value for field, value in filled.items() if field in answers}

    def _hand_in(self, document: str, source: str, *, by: Actor, **place: str) -> None:
        wanted = self._document(document)
        content = self._content(wanted, source)
        upload = inspect(content, name=f"{say(wanted.name)}.pdf", document=wanted)
        port("store").put(content)
        cases.hand_in(upload, document=document, by=by, **place)

    def _content(self, document: Document, source: str) -> bytes:
        if source != "drawn" and self.samples and (self.samples / source).is_file():
            return (self.samples / source).read_bytes()
        return drawn_document(say(document.name), f"{self.story.story}{self.number}")

    def _document(self, id: str) -> Document:
        for each in current_version(self.service).parsed.documents.documents:
            if each.id == id:
                return each
        raise StoryBroken(f"{self.service} “{self.story.story}”: no document is called {id}")

    def _pre_review(self, words: dict[str, Any], by: Actor) -> None:
        cases.pre_review(
            self.number, marks=words.get("marks", {}), opinion=words.get("opinion", ""), by=by
        )

    def _request_corrections(self, words: dict[str, Any], by: Actor) -> None:
        unmet = words.get("unmet", [])
        if unmet:
            self._mark_the_rest(unmet, by)
        cases.request_corrections(self.number, words=words.get("words"), by=by)

    def _mark_the_rest(self, unmet: list[str], by: Actor) -> None:
        file = case_for(self.number, seen_by=SYSTEM)
        points = file.definition.points_before_acceptance(file.facts)
        marks = {point.id: "met" for point in points}
        marks |= dict.fromkeys(unmet, "unmet")
        cases.pre_review(self.number, marks=marks, by=by)

    def _correct(self, words: dict[str, Any], by: Actor) -> None:
        for document, source in words.get("documents", {}).items():
            self._hand_in(document, source, case=self.number, by=by)
        cases.correct_case(self.number, answers=words.get("answers", {}), by=by)

    def _accept(self, words: dict[str, Any], by: Actor) -> None:
        if words.get("all_met", True):
            self._mark_what_is_open(by)
        cases.accept_case(self.number, by=by)

    def _mark_what_is_open(self, by: Actor) -> None:
        """A story may go straight to acceptance: whatever nobody has judged is then met."""
        file = case_for(self.number, seen_by=SYSTEM)
        points = file.definition.points_before_acceptance(file.facts)
        open_ones = {each.id: "met" for each in points if file.marks.get(each.id, "ask") == "ask"}
        if open_ones and file.case.stage == "submitted":
            cases.pre_review(self.number, marks=open_ones, by=by)

    def _not_accept(self, words: dict[str, Any], by: Actor) -> None:
        cases.turn_away(self.number, **words, by=by)

    def _finish_step(self, words: dict[str, Any], by: Actor) -> None:
        cases.finish_step(self.number, **words, by=by)

    def _vote(self, words: dict[str, Any], by: Actor) -> None:
        """One of several words on a step; `finish_step` says the same."""
        cases.finish_step(self.number, **words, by=by)

    def _return_step(self, words: dict[str, Any], by: Actor) -> None:
        cases.return_step(self.number, **words, by=by)

    def _transfer(self, words: dict[str, Any], by: Actor) -> None:
        cases.transfer_case(self.number, **words, by=by)

    def _arrange(self, words: dict[str, Any], by: Actor) -> None:
        cases.arrange(self.number, **words, by=by)

    def _report(self, words: dict[str, Any], by: Actor) -> None:
        cases.report_result(self.number, **words, by=by)

    def _offer_hearing(self, words: dict[str, Any], by: Actor) -> None:
        cases.offer_hearing(self.number, **words, by=by)

    def _request_hearing(self, words: dict[str, Any], by: Actor) -> None:
        cases.request_hearing(self.number, **words, by=by)

    def _call_hearing(self, words: dict[str, Any], by: Actor) -> None:
        held_on = self.begin + timedelta(days=words["day"])
        rest = {key: value for key, value in words.items() if key not in ("day", "chair")}
        chair = self.cast(words["chair"]).ref
        cases.call_hearing(self.number, held_on=held_on, chair=chair, **rest, by=by)

    def _close_hearing(self, words: dict[str, Any], by: Actor) -> None:
        cases.close_hearing(self.number, **words, by=by)

    def _object(self, words: dict[str, Any], by: Actor) -> None:
        cases.object_to(self.number, **words, by=by)

    def _answer_objection(self, words: dict[str, Any], by: Actor) -> None:
        """The oldest objection that has no answer yet."""
        waiting = objections_of(self.number, seen_by=by)
        first = next(each for each in waiting if each.answered_at is None)
        cases.answer_objection(self.number, objection=first.pk, **words, by=by)

    def _suspend(self, words: dict[str, Any], by: Actor) -> None:
        cases.suspend_case(self.number, **words, by=by)

    def _resume(self, words: dict[str, Any], by: Actor) -> None:
        cases.resume_case(self.number, by=by)

    def _extend(self, words: dict[str, Any], by: Actor) -> None:
        cases.extend_case(self.number, **words, by=by)

    def _decide(self, words: dict[str, Any], by: Actor) -> None:
        cases.decide_case(self.number, **words, by=by)

    def _withdraw(self, words: dict[str, Any], by: Actor) -> None:
        cases.withdraw_case(self.number, **words, by=by)

    def _rate(self, words: dict[str, Any], by: Actor) -> None:
        rate_case(self.number, **words, by=by)

    def _wait(self, words: dict[str, Any], by: Actor) -> None:
        """Time passes; what falls due falls due."""


def check_the_end(play: Play) -> None:
    """Compare how the play ended with what the story says; StoryBroken names each difference."""
    ends, case = play.story.ends, play.case
    if case is None:
        if ends.stage != "draft":
            raise StoryBroken(f"{play.service} “{play.story.story}”: no case was ever made")
        return
    papers = [paper.kind for paper in papers_of(case.subject, seen_by=SYSTEM)]
    licences = [
        each.kind
        for each in licences_of(str(case.applicant_id), seen_by=SYSTEM)
        if each.ground == case.number
    ]
    wrong = [
        f"{what} is {found!r}, should be {wanted!r}"
        for what, found, wanted in (
            ("stage", case.stage, ends.stage),
            ("result", case.result, ends.result or case.result),
            ("due", case.statutory_due, ends.due or case.statutory_due),
            ("promised", case.promised_due, ends.promised or case.promised_due),
            ("deemed", case.deemed, case.deemed if ends.deemed is None else ends.deemed),
            ("licence", licences, [ends.licence] if ends.licence else licences),
        )
        if found != wanted
    ]
    wrong += [f"no {kind} was written" for kind in ends.papers if kind not in papers]
    wrong += [f"nobody was told {name}" for name in ends.told if name not in told(case.subject)]
    if wrong:
        raise StoryBroken(f"{play.service} “{play.story.story}”: " + "; ".join(wrong))
