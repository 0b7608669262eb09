"""The closed list of facts a system may be given, and the scope that asks for each: pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One fact about a person: its word, the scope that asks for it, the claim it is given as."""

    code: str
    word: object
    scope: str
    claim: str
    # Shown with its middle hidden, even to the person.
    hidden: bool = False


FACTS: dict[str, Fact] = {
    each.code: each
    for each in (
        Fact(code="name", word=_("姓名或名称"), scope="profile", claim="name"),
        Fact(code="kind", word=_("个人还是单位"), scope="profile", claim="party_kind"),
        Fact(code="birth_date", word=_("出生日期"), scope="profile", claim="birthdate"),
        Fact(code="number_kind", word=_("证件种类"), scope="identity", claim="number_kind"),
        Fact(code="number", word=_("证件号码"), scope="identity", claim="number", hidden=True),
        Fact(code="phone", word=_("手机号"), scope="phone", claim="phone_number", hidden=True),
        Fact(code="agency", word=_("工作单位"), scope="staff", claim="agency"),
        # Never told at sign-in: it opens the interface for licences (docs/decisions/0024).
        Fact(code="licences", word=_("电子证照（按证调用）"), scope="", claim=""),
        Fact(code="posts", word=_("岗位"), scope="staff", claim="posts"),
    )
}
SCOPES = ("openid", *dict.fromkeys(fact.scope for fact in FACTS.values() if fact.scope))
# What the protocol itself tells every system: a pseudonym, when and how one signed in.
ALWAYS = ("sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "sid", "nonce")

ACR = "urn:onedoor:acr:"


def scopes_for(facts: Iterable[str]) -> list[str]:
    """The scopes a system with these facts may ask for."""
    return [
        "openid",
        *dict.fromkeys(FACTS[code].scope for code in facts if code in FACTS and FACTS[code].scope),
    ]


def asked_for(facts: Iterable[str], scopes: Iterable[str]) -> list[str]:
    """Those of a system's facts that these scopes ask for."""
    wanted = set(scopes)
    return [code for code in facts if code in FACTS and FACTS[code].scope in wanted]


def acr_of(level: int) -> str:
    """The authentication context class of a real-name level."""
    return f"{ACR}{level}"


def level_asked(acr_values: str) -> int | None:
    """The lowest level that satisfies one of the values; None when none of them is ours."""
    levels = [
        int(number)
        for value in acr_values.split()
        if value.startswith(ACR) and (number := value.removeprefix(ACR)).isdecimal()
    ]
    return min(levels, default=None)
