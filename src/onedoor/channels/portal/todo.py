"""What waits for a party as a list with its dates first, the most pressing at the top."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onedoor.casework.cases.queries import Case
from onedoor.channels.look.words import day
from onedoor.channels.portal.renewing import Renewal
from onedoor.channels.portal.waiting import FRESH
from onedoor.channels.portal.wording import marked
from onedoor.kernel.time import days, local, today
from onedoor.oversight.feedback.queries import Enquiry
from onedoor.registers.mandates.queries import Mandate

_Row = dict[str, Any]


def todo_rows(
    cases: Sequence[Case],
    renewing: Sequence[Renewal],
    enquiries: Sequence[Enquiry],
    offers: Sequence[Mandate],
) -> list[_Row]:
    """What waits for one's word first, then corrections, what runs out, and what has come.

    Each group is in the order of its dates.
    """
    groups = (
        [_agree(each) for each in offers],
        [_correct(case) for case in cases if case.stage == "correcting"],
        [_renew(each) for each in renewing],
        [_read(each) for each in enquiries if each.state == "answered"],
        [_fetch(case) for case in cases if case.stage == "closed" and _is_fresh(case.closed_on)],
    )
    return [row for group in groups for row in sorted(group, key=lambda each: each["sort"])]


def _is_fresh(on: date | None) -> bool:
    return bool(on and on > today() - days(FRESH))


def _row(when: date | None, before: str, sentence: str, word: str, url: str, **more: Any) -> _Row:
    return {
        "sort": when or date.max,
        "when": marked(before, day=day(when)),
        "sentence": sentence,
        "word": word,
        "url": url,
        "tone": "info",
        **more,
    }


def _agree(offer: Mandate) -> _Row:
    words = _("“%(receiver)s”要代“%(giver)s”办事，等您确认")
    who = {"receiver": offer.receiver.name, "giver": offer.giver.name}
    url = reverse("portal:mandate", args=[offer.id])
    return _row(local(offer.offered_at).date(), _("{day}提出"), words % who, _("去看"), url,
                tone="warn", urgent=True)  # fmt: skip


def _correct(case: Case) -> _Row:
    words = _("“%(title)s”还差几处要补") % {"title": case.service_title}
    url = reverse("portal:correct", args=[case.number])
    return _row(
        case.told_missing_on, _("{day}告知"), words, _("去补"), url, tone="warn", urgent=True
    )


def _renew(renewal: Renewal) -> _Row:
    return _row(renewal.licence.valid_until, _("{day}到期"), renewal.sentence, renewal.word,
                renewal.url, tone="warn", note=renewal.note, off=renewal.off)  # fmt: skip


def _read(enquiry: Enquiry) -> _Row:
    when = local(enquiry.answered_at).date() if enquiry.answered_at else None
    url = reverse("portal:enquiry", args=[enquiry.pk])
    return _row(when, _("{day}答复"), _("您问的“谁看过我的信息”有答复了"), _("看答复"), url)


def _fetch(case: Case) -> _Row:
    granted = case.result == "granted"
    words = _("“%(title)s”办好了") if granted else _("“%(title)s”有结果了")
    url = reverse("portal:case", args=[case.number])
    return _row(case.closed_on, _("{day}办结"), words % {"title": case.service_title},
                _("去看"), url, tone="ok" if granted else "info")  # fmt: skip
