"""That a wallet has the key it names (OpenID4VCI 1.0, appendix F.1)."""

from vc.credentials import LEEWAY
from vc.findings import Refused
from vc.jose import Key, PublicKey, proven, sign, take_apart

KIND = "openid4vci-proof+jwt"
# How old a proof may be.
LIVES = 300


def read_proof(text: str, *, audience: str, at: int) -> tuple[PublicKey, str]:
    """The wallet's key and the nonce it signed; Refused for whatever does not hold.

    Whether the nonce is ours and unspent is for the caller to say.
    """
    token = take_apart(text)
    if token.kind != KIND:
        raise Refused("proof-type")
    # Exactly one way to name the key; chains and identifiers of others are not read.
    if {"kid", "x5c", "trust_chain"} & set(token.header):
        raise Refused("proof-key")
    key = PublicKey.of(token.header.get("jwk"))
    proven(token, key)
    said = token.payload
    if said.get("aud") not in (audience, [audience]):
        raise Refused("proof-audience")
    issued = said.get("iat")
    if not isinstance(issued, int) or not at - LIVES <= issued <= at + LEEWAY:
        raise Refused("proof-time")
    if not isinstance(said.get("nonce"), str):
        raise Refused("proof-nonce")
    return key, said["nonce"]


def make_proof(*, key: Key, audience: str, nonce: str, at: int) -> str:
    """The wallet's side."""
    said = {"aud": audience, "iat": at, "nonce": nonce}
    return sign(said, key=key, kind=KIND, jwk=key.public.jwk)
