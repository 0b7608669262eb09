"""The licence an application is about, as one line for whoever decides: what the register says."""

from typing import Any

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from onedoor.casework.cases.queries import Named, act_word
from onedoor.channels.look.words import full_day, standing_word
from onedoor.registers.licences.queries import Licence, standing_of


def named_line(named: Named | None) -> dict[str, Any] | None:
    """Title, words and tone of the line; None where a grant acts on no licence."""
    if named is None:
        return None
    title = _("要%(act)s的证") % {"act": act_word(named.act)}
    if named.licence is None:
        return {"title": title, "words": _not_held(named), "tone": "warn"}
    tone = "info" if standing_of(named.licence) == "valid" else "warn"
    return {"title": title, "words": _held(named.licence), "tone": tone}


def _not_held(named: Named) -> str:
    if named.several:
        words = _("申请人有 %(n)s 张这种证，没有说是哪一张。准予后不会动其中任何一张。")
        return words % {"n": named.several}
    if not named.number:
        return _("本平台没有申请人的这种证，请核对纸质证。准予后不会动任何证照。")
    words = _("申请填的是 %(number)s。本平台没有这张证，请核对纸质证。准予后不会动任何证照。")
    return words % {"number": named.number}


def _held(licence: Licence) -> Markup:
    facts = {
        "kind": licence.kind_name,
        "number": licence.number,
        "holder": licence.holder_name,
        "standing": standing_word(standing_of(licence)),
        "begin": full_day(licence.valid_from),
    }
    sentence = _("{kind} {number}，持证人{holder}，{standing}，{begin}起长期有效")
    if licence.valid_until:
        sentence = _("{kind} {number}，持证人{holder}，{standing}，有效期 {begin}到{end}")
    return escape(sentence).format(**facts, end=full_day(licence.valid_until))
