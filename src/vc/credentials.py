"""Credentials in two forms, and their check: SD-JWT VC, and VC 2.0 as a JWT (VC-JOSE-COSE)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vc.findings import PROBLEMS, Refused
from vc.jose import Json, Key, KeyOf, PublicKey, Token, proven, sign, take_apart
from vc.sdjwt import BINDING, Path, Presentation, hash_of, issue, opened, parse
from vc.statuslist import Entry, entry_of

SD_JWT_VC, VC_JWT = "dc+sd-jwt", "vc+jwt"
# The name the same had before 2024; still met in the wild.
_EARLIER = "vc+sd-jwt"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
# Clocks that differ by so many seconds still agree.
LEEWAY = 60
BINDING_LIVES = 600


@dataclass(frozen=True)
class Wanted:
    """What a verifier asked of the holder's signature."""

    nonce: str
    audience: str


@dataclass(frozen=True)
class Problem:
    """One thing that does not hold."""

    code: str

    @property
    def sentence(self) -> str:
        return PROBLEMS[self.code]


@dataclass(frozen=True)
class Report:
    """What a check found. `problems` empty is the only good news, and says nothing of the status.

    What stands in the other fields is proven only where `signed` is true.
    """

    kind: str = ""
    signed: bool = False
    issuer: str = ""
    kid: str = ""
    claims: Json = field(default_factory=dict)
    # Where the disclosed claims stand.
    shown: tuple[Path, ...] = ()
    status: Entry | None = None
    # The thumbprint of the holder's key; "" where the credential is bound to none.
    holder: str = ""
    # Whether whoever shows it signed with that key, when, and for whom.
    bound: bool = False
    bound_at: int = 0
    bound_for: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.problems


def make_sd_jwt_vc(
    claims: Mapping[str, Any], *, key: Key, kid: str, holder: PublicKey | None, decoys: int = 0
) -> str:
    """An SD-JWT VC; what is `Hidden` among the claims is disclosed by its holder alone.

    ValueError where `iss` or `vct` is missing, or hidden though it must not be (section 3.2.2.2).
    """
    for name in ("iss", "vct"):
        if not isinstance(claims.get(name), str):
            raise ValueError(f"{name} must stand in the clear")
    whole = dict(claims) | ({"cnf": {"jwk": holder.jwk}} if holder else {})
    for name in ("nbf", "exp", "cnf", "status"):
        if name in whole and type(whole[name]).__name__ == "Hidden":
            raise ValueError(f"{name} must stand in the clear")
    return issue(whole, key=key, kind=SD_JWT_VC, decoys=decoys, kid=kid)


def make_vc_jwt(credential: Mapping[str, Any], *, key: Key, kid: str, **claims: Any) -> str:
    """A verifiable credential 2.0 as the payload of a JWT; `claims` stand beside it (iss, exp …).

    ValueError where the data model asks for what is missing.
    """
    if problem := _unlike_a_credential(credential):
        raise ValueError(problem)
    return sign({**credential, **claims}, key=key, kind=VC_JWT, kid=kid, cty="vc")


def _unlike_a_credential(value: Mapping[str, Any]) -> str:
    context, kinds = value.get("@context"), value.get("type")
    if not isinstance(context, list) or not context or context[0] != CONTEXT:
        return "@context"
    if not isinstance(kinds, list) or "VerifiableCredential" not in kinds:
        return "type"
    if "issuer" not in value:
        return "issuer"
    return "" if isinstance(value.get("credentialSubject"), dict | list) else "credentialSubject"


def verify(text: str, *, key_of: KeyOf, at: int, wanted: Wanted | None = None) -> Report:
    """What a credential is worth at the second `at`. Never raises for what the text says.

    `key_of` answers with the issuer's key, or None. With `wanted`, the holder must have signed for
    this nonce and audience (RFC 9901, 7.3); without, a signature of theirs is checked all the same.
    The status is not fetched here: see `read_status`.
    """
    text = "".join(text.split())
    try:
        if "~" in text:
            return _of_disclosures(text, key_of, at, wanted)
        return _of_one_piece(take_apart(text), key_of, at, wanted)
    except Refused as problem:
        return Report(problems=(Problem(problem.code),))


def _of_disclosures(text: str, key_of: KeyOf, at: int, wanted: Wanted | None) -> Report:
    shown = parse(text)
    token = shown.token
    if token.kind not in (SD_JWT_VC, _EARLIER):
        raise Refused("wrong-type")
    proven(token, key_of(token.header, token.payload))
    found = opened(shown)
    claims = found.claims
    if not isinstance(claims.get("vct"), str) or not claims["vct"]:
        raise Refused("bad-claims")
    hidden = set(claims) - set(token.payload)
    if hidden & {"iss", "nbf", "exp", "cnf", "vct", "status", "vct#integrity"}:
        # These a holder must not be able to leave out.
        raise Refused("bad-claims")
    holder = _holder(claims)
    problems = _times(claims, at)
    bound_at, bound_for = 0, ""
    if shown.binding:
        said = _bound(shown, holder, at, wanted)
        bound_at, bound_for = said["iat"], said["aud"]
    elif wanted:
        problems.append("no-binding")
    return Report(
        kind=SD_JWT_VC, signed=True, issuer=str(claims.get("iss", "")),
        kid=str(token.header.get("kid", "")), claims=claims,
        shown=tuple(found.places.values()), status=entry_of(claims),
        holder=holder.thumbprint if holder else "", bound=bool(shown.binding),
        bound_at=bound_at, bound_for=bound_for, problems=tuple(map(Problem, problems)),
    )  # fmt: skip


def _of_one_piece(token: Token, key_of: KeyOf, at: int, wanted: Wanted | None) -> Report:
    if token.kind != VC_JWT:
        raise Refused("wrong-type")
    proven(token, key_of(token.header, token.payload))
    claims = token.payload
    if _unlike_a_credential(claims) or "vc" in claims:
        raise Refused("bad-claims")
    named = claims["issuer"]
    issuer = named.get("id") if isinstance(named, dict) else named
    if not isinstance(issuer, str) or claims.get("iss", issuer) != issuer:
        raise Refused("bad-claims")
    holder = _holder(claims)
    problems = _times(claims, at)
    if wanted:
        problems.append("no-binding")
    return Report(
        kind=VC_JWT, signed=True, issuer=issuer, kid=str(token.header.get("kid", "")),
        claims=claims, status=entry_of(claims), holder=holder.thumbprint if holder else "",
        problems=tuple(map(Problem, problems)),
    )  # fmt: skip


def _holder(claims: Json) -> PublicKey | None:
    if "cnf" not in claims:
        return None
    named = claims["cnf"]
    if not isinstance(named, dict) or "jwk" not in named:
        raise Refused("bad-claims")
    try:
        return PublicKey.of(named["jwk"])
    except Refused:
        raise Refused("bad-claims") from None


def _times(claims: Json, at: int) -> list[str]:
    for name in ("iat", "nbf", "exp"):
        if name in claims and not _is_second(claims[name]):
            raise Refused("bad-claims")
    found = []
    if claims.get("iat", at) > at + LEEWAY:
        found.append("from-tomorrow")
    if claims.get("nbf", at) > at + LEEWAY:
        found.append("not-yet")
    # On its last second and after, a token is not to be accepted (RFC 7519, 4.1.4).
    if claims.get("exp", at + 1) <= at:
        found.append("expired")
    return found


def _is_second(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 2**40


def _bound(shown: Presentation, holder: PublicKey | None, at: int, wanted: Wanted | None) -> Json:
    """What the holder's signature says; Refused for every step of RFC 9901, 7.3 (5) that fails."""
    if holder is None:
        raise Refused("binding-wanted-none")
    token = take_apart(shown.binding)
    if token.kind != BINDING:
        raise Refused("binding-type")
    proven(token, holder, otherwise="binding-signature")
    said = token.payload
    if said.get("sd_hash") != hash_of(shown.signed_over):
        raise Refused("binding-hash")
    if not _is_second(said.get("iat")) or not isinstance(said.get("nonce"), str):
        raise Refused("bad-claims")
    if not isinstance(said.get("aud"), str):
        raise Refused("binding-audience")
    if wanted is None:
        if said["iat"] > at + LEEWAY:
            raise Refused("binding-time")
        return said
    if said["nonce"] != wanted.nonce:
        raise Refused("binding-nonce")
    if said["aud"] != wanted.audience:
        raise Refused("binding-audience")
    if not at - BINDING_LIVES <= said["iat"] <= at + LEEWAY:
        raise Refused("binding-time")
    return said
