"""Selective disclosure (RFC 9901): claims that a holder shows one by one.

What an issuer wraps in `Hidden` stands in the token as a digest and beside it as a disclosure. The
holder passes on the disclosures of their choice; the verifier can tell that each belongs there,
and learns neither name nor value of the others.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from vc.findings import Refused
from vc.jose import (
    LONGEST,
    Json,
    Key,
    Token,
    decoded,
    encoded,
    read_json,
    sign,
    take_apart,
    written,
)

_SD, _ALG, _DOTS, _SHA = "_sd", "_sd_alg", "...", "sha-256"
_RESERVED = (_SD, _DOTS)
BINDING = "kb+jwt"

# Where a claim stands: names and, in arrays, places.
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Hidden:
    """A value to be shown only if its holder wants; may hold further ones."""

    value: Any


@dataclass(frozen=True)
class Disclosure:
    """One claim, or one element of an array where `name` is None."""

    text: str
    name: str | None
    value: Any

    @property
    def digest(self) -> str:
        return encoded(sha256(self.text.encode()).digest())


@dataclass(frozen=True)
class Presentation:
    """An SD-JWT taken apart: the token, disclosures in order, the holder's signature if any."""

    token: Token
    disclosures: tuple[Disclosure, ...]
    binding: str = ""

    @property
    def signed_over(self) -> str:
        """What the holder's signature is over (RFC 9901, 4.3.1)."""
        return "~".join([self.token.text, *(each.text for each in self.disclosures), ""])


@dataclass(frozen=True)
class Opened:
    """The claims with what was disclosed put in place, and where each disclosure landed."""

    claims: Json
    places: Mapping[str, Path] = field(default_factory=dict)


def issue(
    claims: Mapping[str, Any],
    *,
    key: Key,
    kind: str,
    decoys: int = 0,
    salt: Callable[[], str] = lambda: secrets.token_urlsafe(16),
    **header: Any,
) -> str:
    """An SD-JWT of the claims; what is `Hidden` in them becomes disclosures.

    `decoys` are digests of nothing, so that their number does not tell how many claims there are.
    Salts have 128 bits (RFC 9901, 9.3) unless `salt` gives others, which is for tests.
    ValueError for claims named as the format's own.
    """
    made: list[str] = []
    payload = _hide(dict(claims), made, salt)
    if decoys:
        fakes = [encoded(secrets.token_bytes(32)) for _ in range(decoys)]
        payload[_SD] = sorted([*payload.get(_SD, []), *fakes])
    if made or decoys:
        payload[_ALG] = _SHA
    return "~".join([sign(payload, key=key, kind=kind, **header), *made, ""])


def _hide(value: Any, made: list[str], salt: Callable[[], str]) -> Any:
    if isinstance(value, dict):
        return _hide_members(value, made, salt)
    if isinstance(value, list | tuple):
        return [
            {_DOTS: _disclose([salt(), _hide(each.value, made, salt)], made)}
            if isinstance(each, Hidden)
            else _hide(each, made, salt)
            for each in value
        ]
    return value


def _hide_members(value: dict[str, Any], made: list[str], salt: Callable[[], str]) -> Json:
    if bad := {_SD, _DOTS, _ALG} & set(value):
        raise ValueError(f"{sorted(bad)[0]} is no name for a claim")
    shown, digests = {}, []
    for name, each in value.items():
        if isinstance(each, Hidden):
            inner = _hide(each.value, made, salt)
            digests.append(_disclose([salt(), name, inner], made))
        else:
            shown[name] = _hide(each, made, salt)
    # Sorted: the order of digests must not tell the order of claims (RFC 9901, 4.2.4.1).
    return {_SD: sorted(digests), **shown} if digests else shown


def _disclose(parts: list[Any], made: list[str]) -> str:
    text = encoded(written(parts))
    made.append(text)
    return encoded(sha256(text.encode()).digest())


def parse(text: str) -> Presentation:
    """An SD-JWT, or one with the holder's signature, taken apart; Refused for what is none."""
    if len(text) > LONGEST:
        raise Refused("too-long")
    first, *rest = text.split("~")
    if not rest:
        raise Refused("not-a-token")
    token = take_apart(first)
    return Presentation(token, tuple(_read(each) for each in rest[:-1]), rest[-1])


def _read(text: str) -> Disclosure:
    try:
        parts = read_json(decoded(text))
    except Refused as problem:
        broken = problem.code == "not-a-token"
        raise (Refused("bad-disclosure") if broken else problem) from None
    if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
        raise Refused("bad-disclosure")
    if len(parts) == 2:
        return Disclosure(text, None, parts[1])
    if not isinstance(parts[1], str):
        raise Refused("bad-disclosure")
    if parts[1] in _RESERVED:
        raise Refused("reserved-name")
    return Disclosure(text, parts[1], parts[2])


def opened(shown: Presentation) -> Opened:
    """The claims as RFC 9901, 7.1 (3)-(5) works them out; Refused where it says reject.

    Whether the token is signed by whom it should is not asked here.
    """
    if shown.token.payload.get(_ALG, _SHA) != _SHA:
        raise Refused("bad-hash")
    by_digest = {each.digest: each for each in shown.disclosures}
    if len(by_digest) != len(shown.disclosures):
        raise Refused("digest-twice")
    at_work = _Opening(by_digest)
    claims = at_work.value(shown.token.payload, ())
    claims.pop(_ALG, None)
    if set(by_digest) - set(at_work.places):
        raise Refused("not-referenced")
    return Opened(claims, at_work.places)


class _Opening:
    def __init__(self, by_digest: Mapping[str, Disclosure]) -> None:
        self.by_digest = by_digest
        self.met: set[str] = set()
        self.places: dict[str, Path] = {}

    def value(self, value: Any, at: Path) -> Any:
        if isinstance(value, dict):
            return self._object(value, at)
        if isinstance(value, list):
            return self._array(value, at)
        return value

    def _object(self, value: Json, at: Path) -> Json:
        digests = value.get(_SD, [])
        if not isinstance(digests, list) or not all(isinstance(each, str) for each in digests):
            raise Refused("bad-disclosure")
        if _DOTS in value:
            raise Refused("reserved-name")
        whole = {name: self.value(each, (*at, name)) for name, each in value.items() if name != _SD}
        for digest in digests:
            found = self._meet(digest)
            if found is None:
                continue
            if found.name is None:
                raise Refused("bad-disclosure")
            if found.name in whole or (not at and found.name == _ALG):
                raise Refused("name-taken")
            self.places[digest] = (*at, found.name)
            whole[found.name] = self.value(found.value, (*at, found.name))
        return whole

    def _array(self, value: list[Any], at: Path) -> list[Any]:
        whole: list[Any] = []
        for each in value:
            here = (*at, len(whole))
            if not (isinstance(each, dict) and set(each) == {_DOTS}):
                whole.append(self.value(each, here))
                continue
            if not isinstance(each[_DOTS], str):
                raise Refused("bad-disclosure")
            if found := self._meet(each[_DOTS]):
                if found.name is not None:
                    raise Refused("bad-disclosure")
                self.places[each[_DOTS]] = here
                whole.append(self.value(found.value, here))
        return whole

    def _meet(self, digest: str) -> Disclosure | None:
        if digest in self.met:
            raise Refused("digest-twice")
        self.met.add(digest)
        return self.by_digest.get(digest)


def present(
    text: str,
    *,
    show: Iterable[Path],
    key: Key | None = None,
    nonce: str = "",
    audience: str = "",
    at: int = 0,
) -> str:
    """The holder's side: the credential with only the disclosures at these places.

    What a shown claim stands in is shown with it. With `key` the holder signs for one verifier
    (`audience`, `nonce`, the second `at`). Refused as in `opened`; KeyError for no such place.
    """
    held = parse(text)
    if held.binding:
        raise Refused("not-a-token")
    places = opened(held).places
    at_place = {place: digest for digest, place in places.items()}
    wanted = set()
    for place in show:
        if place not in at_place:
            raise KeyError(place)
        above = (place[:n] for n in range(1, len(place) + 1))
        wanted |= {at_place[each] for each in above if each in at_place}
    chosen = tuple(each for each in held.disclosures if each.digest in wanted)
    shown = Presentation(held.token, chosen).signed_over
    if key is None:
        return shown
    said = {"iat": at, "aud": audience, "nonce": nonce, "sd_hash": hash_of(shown)}
    return shown + sign(said, key=key, kind=BINDING)


def hash_of(shown: str) -> str:
    """`sd_hash` over a presentation up to and with its last tilde."""
    return encoded(sha256(shown.encode()).digest())
