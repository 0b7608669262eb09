"""What waits for a party: corrections to make, drafts to finish, results to fetch."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.casework.bundles.queries import JointCase, bundles_of
from onedoor.casework.cases.queries import Case, Draft, cases_of, drafts_of
from onedoor.channels.look.words import day
from onedoor.channels.portal.joint_words import bundle_todo
from onedoor.channels.portal.renewing import Renewal, renewals
from onedoor.channels.portal.wording import marked, plain
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, today
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.mandates.queries import to_confirm

# For how long a result or a rating is still news.
FRESH = 14


def waiting_for(actor: Actor) -> list[dict[str, Any]]:
    """Rows for `parts.waiting`, the most pressing first. A fixed number of queries."""
    cases = cases_of(actor.party, seen_by=actor)
    drafts = drafts_of(actor.party, seen_by=actor)
    bundles = bundles_of(actor.party, seen_by=actor)
    licences = licences_of(actor.party, seen_by=actor)
    return [
        *to_agree(actor),
        *_bundles(bundles),
        *waiting_rows(cases, drafts, renewals(licences, seen_by=actor)),
    ]


def _bundles(bundles: list[JointCase]) -> list[dict[str, Any]]:
    return [
        {"sentence": each["sentence"], "note": _("一件事"), "tone": "warn",
         "icon": "alert-triangle", "word": each["word"], "url": each["url"], "urgent": True}
        for each in bundle_todo(bundles)
    ]  # fmt: skip


def to_agree(actor: Actor) -> list[dict[str, Any]]:
    """Offers of mandates that wait for this person's word."""
    words = _("“%(receiver)s”要代“%(giver)s”办事，等您确认")
    return [
        {
            "sentence": words % {"receiver": each.receiver.name, "giver": each.giver.name},
            "note": marked(_("{day}提出，确认了才有效"), day=day(each.offered_at)),
            "tone": "warn",
            "icon": "signature",
            "word": _("去看"),
            "url": reverse("portal:mandate", args=[each.id]),
        }
        for each in to_confirm(seen_by=actor)
    ]


def waiting_rows(
    cases: list[Case], drafts: list[Draft], renewing: Sequence[Renewal] = ()
) -> list[dict[str, Any]]:
    """The same, from what was read already."""
    to_correct = [
        _to_correct(case) for case in cases if case.stage == "correcting" and not case.part_of
    ]
    fresh = [
        case
        for case in cases
        if case.stage == "closed" and case.closed_on and case.closed_on > today() - days(FRESH)
    ]
    to_renew = [_to_renew(each) for each in renewing]
    to_fetch = [_to_fetch(case) for case in fresh]
    return [*to_correct, *to_renew, *to_fetch, *(_to_finish(each) for each in drafts)]


def _to_renew(renewal: Renewal) -> dict[str, Any]:
    until = marked(_("{day}到期"), day=day(renewal.licence.valid_until))
    note = marked(_("{until}，{note}"), until=until, note=renewal.note) if renewal.note else until
    return {
        "sentence": renewal.sentence,
        "note": note,
        "tone": "warn",
        "icon": "calendar-event",
        "word": renewal.word,
        "url": renewal.url,
        "off": renewal.off,
    }


def _to_correct(case: Case) -> dict[str, Any]:
    told = marked(_("待补正，{day}告知"), day=day(case.told_missing_on))
    return {
        "sentence": _("“%(title)s”还差几处要补") % {"title": case.service_title},
        "note": told,
        "tone": "warn",
        "icon": "alert-triangle",
        "word": _("去补"),
        "url": reverse("portal:correct", args=[case.number]),
        "urgent": True,
    }


def _to_fetch(case: Case) -> dict[str, Any]:
    granted = case.result == "granted"
    sentence = _("“%(title)s”办好了") if granted else _("“%(title)s”有结果了")
    return {
        "sentence": sentence % {"title": case.service_title},
        "note": marked(_("{day}办结，可以下载和评价"), day=day(case.closed_on)),
        "tone": "ok" if granted else "info",
        "icon": "circle-check" if granted else "info-circle",
        "word": _("去看"),
        "url": reverse("portal:case", args=[case.number]),
    }


def _to_finish(draft: Draft) -> dict[str, Any]:
    left = (draft.expires_on - today()).days
    return {
        "sentence": _("“%(title)s”还没有填完") % {"title": plain(draft.version.parsed.sheet.title)},
        "note": ngettext("草稿还保存 %(n)s 天", "草稿还保存 %(n)s 天", left) % {"n": left},
        "tone": "info",
        "icon": "pencil",
        "word": _("接着填"),
        "url": reverse("portal:draft", args=[draft.pk]),
    }
