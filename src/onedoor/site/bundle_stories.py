"""Plays the stories of bundles through the real actions, as `stories` does those of services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from onedoor.casework.bundles import actions as bundles
from onedoor.casework.bundles.queries import (
    BundleFile,
    bundle_draft_for,
    bundle_for,
    whole_of_draft,
)
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import case_for
from onedoor.casework.forms.uploads import inspect
from onedoor.channels.notices.queries import told
from onedoor.kernel import relay
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today, travel
from onedoor.registers.catalogue.definition import BundleStep, BundleStory, Document, Joint, say
from onedoor.registers.catalogue.queries import bundle_stories
from onedoor.site.players import Players
from onedoor.site.samples import drawn_document
from onedoor.site.stories import StoryBroken


@dataclass
class BundlePlay:
    """One playing of one story of a bundle."""

    bundle: str
    story: BundleStory
    cast: Callable[[str], Actor]
    begin: date
    until: int | None = None
    number: str = ""
    day: int = 0

    def run(self) -> BundleFile | None:
        """Play every step (or the first `until`); the bundle, or None when it was never made."""
        for at, step in enumerate(self.story.steps):
            if self.until is not None and at >= self.until:
                break
            self._play(at, step)
        return self.file

    @property
    def file(self) -> BundleFile | None:
        return bundle_for(self.number, seen_by=SYSTEM) if self.number else None

    def _play(self, at: int, step: BundleStep) -> None:
        with travel(self.begin + timedelta(days=step.day)):
            self._let_time_pass(step.day)
            relay.drain()
            before = self._standing() if step.refused else None
            try:
                getattr(self, f"_{step.does}")(step, self._actor(step))
            except Refusal as refusal:
                name = type(refusal).__name__
                if name != step.refused:
                    said = f"refused: {name} {refusal}"
                    raise StoryBroken(self._at(at, step, said)) from refusal
                if self._standing() != before:
                    raise StoryBroken(self._at(at, step, "refused, and yet moved")) from refusal
            else:
                if step.refused:
                    raise StoryBroken(self._at(at, step, f"{step.refused} should have come"))
            relay.drain()

    def _let_time_pass(self, day: int) -> None:
        """What days gone by bring about, for the parts of this bundle alone."""
        if day > self.day and (file := self.file):
            for number in file.cases:
                cases.accept_what_is_deemed(of=number)
        self.day = day

    def _standing(self) -> object:
        file = self.file
        if file is None:
            return None
        parts = [(each.part, each.state, each.result, each.case) for each in file.parts]
        stages = [(each.number, each.stage) for each in file.cases.values()]
        return (file.joint.stage, parts, stages, len(told(file.joint.subject)))

    def _at(self, at: int, step: BundleStep, problem: str) -> str:
        place = f"{self.bundle} “{self.story.story}” step {at} (day {step.day}, {step.does})"
        return f"{place}: {problem}"

    def _actor(self, step: BundleStep) -> Actor:
        return SYSTEM if step.who == "system" else self.cast(step.who or self.story.applicant)

    def _case(self, step: BundleStep) -> str:
        file = self.file
        found = {each.part: each.case for each in file.parts} if file else {}
        if not found.get(step.part or ""):
            raise StoryBroken(f"{self.bundle} “{self.story.story}”: {step.part} is not open yet")
        return found[step.part or ""]

    # The acts, by the words a story uses.

    def _apply(self, step: BundleStep, by: Actor) -> None:
        story = self.story
        draft = bundles.begin_bundle(
            self.bundle, agency=story.at, situation=dict(story.situation), by=by
        )
        bundles.save_bundle(str(draft.pk), answers=dict(story.answers), by=by)
        own = bundle_draft_for(str(draft.pk), seen_by=by)
        whole, _ = whole_of_draft(own, seen_by=by)
        for document in story.documents:
            self._hand_in(whole, document, draft=str(draft.pk), by=by)
        self.number = bundles.submit_bundle(str(draft.pk), by=by).number

    def _hand_in(self, whole: Joint, document: str, *, by: Actor, **place: str) -> None:
        wanted = _document(whole, document)
        content = drawn_document(say(wanted.name), f"{self.story.story}{self.number}")
        upload = inspect(content, name=f"{say(wanted.name)}.pdf", document=wanted)
        port("store").put(content)
        bundles.hand_in_once(upload, document=document, by=by, **place)

    def _marks(self, unmet: list[str]) -> dict[str, str]:
        file = self.file
        assert file is not None
        marks = {each.key: "met" for each in file.points}
        return marks | dict.fromkeys(unmet, "unmet")

    def _pre_review(self, step: BundleStep, by: Actor) -> None:
        marks = step.with_.get("marks") or self._marks(step.with_.get("unmet", []))
        bundles.review_bundle(self.number, marks=marks, by=by)

    def _request_corrections(self, step: BundleStep, by: Actor) -> None:
        if unmet := step.with_.get("unmet"):
            bundles.review_bundle(self.number, marks=self._marks(unmet), by=by)
        bundles.request_bundle_corrections(self.number, by=by)

    def _correct(self, step: BundleStep, by: Actor) -> None:
        file = self.file
        assert file is not None
        for document in step.with_.get("documents", {}):
            self._hand_in(file.whole, document, number=self.number, by=by)
        bundles.correct_bundle(self.number, answers=step.with_.get("answers", {}), by=by)

    def _accept(self, step: BundleStep, by: Actor) -> None:
        file = self.file
        assert file is not None
        left = {each.key: "met" for each in file.points if file.marks.get(each.key, "ask") == "ask"}
        if left:
            bundles.review_bundle(self.number, marks=left, by=by)
        bundles.accept_bundle(self.number, by=by)

    def _extend(self, step: BundleStep, by: Actor) -> None:
        bundles.extend_bundle(self.number, **step.with_, by=by)

    def _withdraw(self, step: BundleStep, by: Actor) -> None:
        bundles.withdraw_bundle(self.number, by=by)

    def _withdraw_part(self, step: BundleStep, by: Actor) -> None:
        bundles.withdraw_part(self.number, part=step.part or "", by=by)

    def _answer_part(self, step: BundleStep, by: Actor) -> None:
        answers: dict[str, Any] = step.with_.get("answers", {})
        bundles.answer_part(self.number, part=step.part or "", answers=answers, by=by)

    def _not_accept(self, step: BundleStep, by: Actor) -> None:
        cases.turn_away(self._case(step), **step.with_, by=by)

    def _finish_step(self, step: BundleStep, by: Actor) -> None:
        number, words = self._case(step), dict(step.with_)
        words.setdefault("result", "agree")
        if words["result"] == "agree" and "marks" not in words:
            file = case_for(number, seen_by=SYSTEM)
            points = file.definition.points_at(str(words["step"]), file.facts)
            words["marks"] = {each.id: "met" for each in points}
        cases.finish_step(number, **words, by=by)

    def _decide(self, step: BundleStep, by: Actor) -> None:
        cases.decide_case(self._case(step), **step.with_, by=by)

    def _wait(self, step: BundleStep, by: Actor) -> None:
        """Time passes; what falls due falls due."""


def _document(whole: Joint, id: str) -> Document:
    return next(each for each in whole.definition.documents.documents if each.id == id)


def check_the_bundle_ends(play: BundlePlay) -> None:
    """Compare how the play ended with what the story says; StoryBroken names each difference."""
    ends, file = play.story.ends, play.file
    if file is None:
        raise StoryBroken(f"{play.bundle} “{play.story.story}”: no bundle was ever made")
    results = {each.part: each.result or each.state for each in file.parts}
    due = file.joint.statutory_due
    wrong = [
        f"{what} is {found!r}, should be {wanted!r}"
        for what, found, wanted in (
            ("stage", file.joint.stage, ends.stage),
            ("parts", results, ends.parts),
            ("due", due, ends.due or due),
        )
        if found != wanted
    ]
    heard = told(file.joint.subject)
    wrong += [f"nobody was told {name}" for name in ends.told if name not in heard]
    if wrong:
        raise StoryBroken(f"{play.bundle} “{play.story.story}”: " + "; ".join(wrong))


def tell_bundles(packs: Path, cast: Callable[[str], Actor], players: Players) -> int:
    """The sample stories of bundles as the sample city has them; how many were told.

    Each one as it happened, as far as its days have come, and once more, begun lately and left
    half-way.
    """
    samples = [_Sample(each.bundle, each.story) for each in bundle_stories(packs)]
    return players.each([each for each in samples if each.is_over], partial(_tell, cast))


@dataclass(frozen=True)
class _Sample:
    """A story of a bundle; `service` is the bundle's code."""

    service: str
    story: BundleStory

    @property
    def is_over(self) -> bool:
        """Whether it may be told: it is a sample, and its last day has come."""
        last = self.story.begin + timedelta(days=max(step.day for step in self.story.steps))
        return self.story.sample and last <= today()


def _tell(cast: Callable[[str], Actor], told: _Sample) -> int:
    story = told.story
    BundlePlay(told.service, story, cast, story.begin).run()
    half = max(2, len(story.steps) // 2)
    gone_by = max(step.day for step in story.steps[:half])
    begin = today() - timedelta(days=gone_by + 1)
    try:
        BundlePlay(told.service, story, cast, begin, until=half).run()
    except (StoryBroken, Refusal):
        # Days of rest: what was lawful on the days of the story may not be on these.
        return 1
    return 2
