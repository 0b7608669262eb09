"""What is allowed with systems: no queries, no writes."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.people.levels import level_called
from onedoor.registers.systems import refusals
from onedoor.registers.systems.facts import FACTS
from onedoor.registers.systems.models import State, System

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def why_not_keep_systems(by: Actor, *offices: str) -> Refusal | None:
    """Only an administrator of one of these offices may."""
    if by.kind == "administrator" and by.office in offices:
        return None
    return refusals.NotYourOffice()


def why_not_propose(wish: System, *, by: Actor) -> Refusal | None:
    if refusal := why_not_keep_systems(by, "system"):
        return refusal
    for field in ("agency", "name", "purpose", "basis"):
        if not getattr(wish, field).strip():
            return refusals.Missing(where=field)
    if not wish.facts or set(wish.facts) - set(FACTS):
        return refusals.NoFacts(where="facts")
    if wish.level and level_called(wish.level) is None:
        return refusals.NoSuchLevel(where="level")
    if wish.consent not in ("ask", "duty"):
        return refusals.Missing(where="consent")
    if not wish.redirect_uris or not _all_good(wish.redirect_uris):
        return refusals.BadAddress(where="redirect_uris")
    if not _all_good(wish.post_logout_uris):
        return refusals.BadAddress(where="post_logout_uris")
    if wish.back_channel_uri and not _all_good([wish.back_channel_uri]):
        return refusals.BadAddress(where="back_channel_uri")
    return None


def _all_good(addresses: Iterable[str]) -> bool:
    return all(_good(each) for each in addresses)


def _good(address: str) -> bool:
    """An absolute https address without wildcard, fragment or credentials; http at home alone."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return False
    if len(address) > 500 or set(address) & set("*#\\ \t\r\n") or not address.isascii():
        return False
    if parts.username or parts.password or not parts.hostname:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def why_not_review(system: System, *, approve: bool, note: str, by: Actor) -> Refusal | None:
    if refusal := why_not_keep_systems(by, "security"):
        return refusal
    if system.proposed_by == by.ref:
        return refusals.OwnProposal()
    if system.state != State.PROPOSED:
        return refusals.AlreadyReviewed()
    if not approve and not note.strip():
        return refusals.NoReason(where="note")
    return None


def why_not_stop(system: System, *, reason: str, by: Actor) -> Refusal | None:
    if refusal := why_not_keep_systems(by, "system", "security"):
        return refusal
    if system.state != State.APPROVED:
        return refusals.NotInUse()
    if not reason.strip():
        return refusals.NoReason(where="reason")
    return None
