"""The closed list of what a licence may be shown or seen for: pure.

A purpose that anybody could word anew could not be held against what is done with it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """One purpose: its code for programs, its words for people."""

    code: str
    word: object
    note: object


PURPOSES: dict[str, Purpose] = {
    each.code: each
    for each in (
        Purpose(code="handling", word=_("办理政务服务事项"), note=_("申请、年检、备案时用")),
        Purpose(code="inspection", word=_("检查核对"), note=_("执法人员、物业、平台来核对")),
        Purpose(code="contract", word=_("签合同、招投标"), note=_("给合作方、招标方看资格")),
        Purpose(code="finance", word=_("开户、贷款、保险"), note=_("给银行、保险公司看")),
        Purpose(code="employment", word=_("入职、任职"), note=_("给用人单位看资格")),
        Purpose(code="other", word=_("别的用途"), note=_("只在当面说清楚时用")),
    )
}


# What the law lets an authority look for without asking (个人信息保护法 34).
BY_LAW = ("handling", "inspection")


def purpose_word(code: str) -> str:
    """The purpose in words; the code itself for one that is no longer on the list."""
    return str(PURPOSES[code].word) if code in PURPOSES else code
