"""A licence in words: how it stands, until when, what came before and after it."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.channels.look.words import full_day, standing_tone, standing_word
from onedoor.channels.portal.renewing import EXPIRING
from onedoor.channels.portal.wording import marked
from onedoor.kernel.time import days, today
from onedoor.registers.licences.queries import Licence, standing_of

# What is no licence any more, whatever time it had left.
OVER = ("revoked", "cancelled", "superseded")


def licence_row(licence: Licence) -> dict[str, Any]:
    """A licence as lists and cards show it."""
    standing, until = standing_of(licence), licence.valid_until
    tone, word = standing_tone(standing), standing_word(standing)
    if standing == "valid" and until and until <= today() + days(EXPIRING):
        tone, word = "warn", _("快到期")
    return {
        "licence": licence,
        "standing": standing,
        "over": standing in OVER,
        "tone": tone,
        "word": word,
        "until": until_words(licence, standing),
        "left": _left(licence, standing),
        "share": _share(licence, standing),
        "url": reverse("portal:licence", args=[licence.ground]),
        "paper": reverse("portal:paper", args=[licence.paper_id]),
        "has_ofd": bool(licence.paper.ofd_digest),
        "ofd_lack": licence.paper.ofd_lack,
    }


def until_words(licence: Licence, standing: str) -> str:
    """Until when it holds; of one no longer in force, until when it did, and for what it made way.

    What took its place, and what it took the place of, are the versions of one licence.
    """
    if standing in OVER and licence.state_since:
        held = marked(_("有效到 {day} 为止"), day=full_day(licence.state_since))
        return marked(_("{held}，{why}"), held=held, why=licence.state_why)
    until = licence.valid_until
    words = marked(_("有效期至 {day}"), day=full_day(until)) if until else _("长期有效")
    if not licence.former_id:
        return words
    about = _("第 %(n)s 版，取代 %(former)s") % {"n": licence.version, "former": licence.former_id}
    return marked(_("{words}，{about}"), words=words, about=about)


def _left(licence: Licence, standing: str) -> str:
    """「还有 12 天」, while it is about to run out; else nothing."""
    until = licence.valid_until
    if standing != "valid" or until is None or until > today() + days(EXPIRING):
        return ""
    left = (until - today()).days
    return ngettext("还有 %(n)s 天", "还有 %(n)s 天", left) % {"n": left} if left else _("今天到期")


def _share(licence: Licence, standing: str) -> int:
    """How much of its time is still to come, in hundredths: what the ring shows."""
    if standing not in ("valid", "suspended"):
        return 0
    if licence.valid_until is None:
        return 100
    whole = max((licence.valid_until - licence.valid_from).days, 1)
    return min(100, max(2, round(100 * (licence.valid_until - today()).days / whole)))


def versions_of(licence: Licence, held: Sequence[Licence]) -> list[Licence]:
    """The licences that follow one another, this one among them, the oldest first."""
    by_number = {each.number: each for each in held}
    after = {each.former_id: each for each in held if each.former_id}
    chain = [licence]
    while (former := chain[0].former_id) and former in by_number:
        chain.insert(0, by_number[former])
    while later := after.get(chain[-1].number):
        chain.append(later)
    return chain
