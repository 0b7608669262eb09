"""A bundle being written: the same pages as for one service, over the joint form of its parts."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from onedoor.casework.bundles.actions import save_bundle
from onedoor.casework.bundles.queries import bundle_draft_for, problems_in_parts, whole_of_draft
from onedoor.casework.forms.answers import Problem, problems_of
from onedoor.channels.portal.writing import Writing
from onedoor.kernel.actors import Actor
from onedoor.registers.catalogue.definition import Joint, ServiceDefinition


@dataclass
class BundleWriting(Writing):
    """A draft of a bundle with its joint definition, its facts, and what has been handed in."""

    whole: Joint

    material_page = "portal:joint-material"

    @property
    def guide_url(self) -> str:
        return reverse("portal:bundle", args=[self.whole.bundle.code])

    @property
    def proved_for(self) -> ServiceDefinition:
        """The part that asks to be surest of who one is."""
        services = [self.whole.service(each.id) for each in self.whole.parts]
        return max(services, key=lambda each: each.sheet.assurance.level)

    def url(self, name: str = "draft", *args: str) -> str:
        return reverse(f"portal:bundle-{name}", args=[self.draft.pk, *args])

    def keep(self, answers: dict[str, Any], *, by: Actor) -> None:
        save_bundle(str(self.draft.pk), answers=answers, by=by)

    def again(self, *, by: Actor) -> "BundleWriting":
        return bundle_writing_of(self.draft.pk, by=by)

    def problems(self) -> list[Problem]:
        """What the joint form lacks; once it is whole, what single parts lack besides."""
        answers, kind = self.draft.answers, self.draft.party.kind
        found = problems_of(self.definition.form, answers, self.facts)
        if found:
            return found
        situation = self.whole.settled(self.draft.situation)
        return [Problem(*each) for each in problems_in_parts(self.whole, answers, situation, kind)]


def bundle_writing_of(draft: UUID, *, by: Actor) -> BundleWriting:
    """One's own draft of a bundle, ready for its pages; NoSuchBundleDraft to anybody else."""
    found: Any = bundle_draft_for(str(draft), seen_by=by)
    whole, materials = whole_of_draft(found, seen_by=by)
    situation = whole.settled(found.situation)
    facts = whole.definition.facts_of(found.answers, situation, found.party.kind)
    return BundleWriting(found, whole.definition, facts, list(materials), [], {}, whole)
