"""What happens to entitlements. No event says what somebody may be entitled to, or not.

`subject` is "entitlements:<key>" of whoever asked, where the key says nothing, or
"entitlement:<id>".
"""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class EntitlementsAsked(Event, name="entitlements.asked"):
    """Somebody agreed that their licences are looked at for this, and asked to be told."""


@dataclass(frozen=True, kw_only=True)
class EntitlementsEnded(Event, name="entitlements.ended"):
    """They want it no more; `how`: by oneself, by the link in a message, with an account."""

    how: str


@dataclass(frozen=True, kw_only=True)
class EntitlementFound(Event, name="entitlement.found"):
    """Somebody who asked may well be entitled to something."""


@dataclass(frozen=True, kw_only=True)
class EntitlementDeclined(Event, name="entitlement.declined"):
    """Of one rule they want to hear no more; `how` as of entitlements.ended."""

    how: str


@dataclass(frozen=True, kw_only=True)
class EntitlementTakenUp(Event, name="entitlement.taken-up"):
    """Of a rule they had declined they want to hear again."""
