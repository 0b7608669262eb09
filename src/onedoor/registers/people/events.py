"""What happens to parties and accounts."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PartyKept(Event, name="party.kept"):
    """A person or organisation became known."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event, name="account.opened"):
    """Somebody can sign in who could not before."""

    clerk: bool


@dataclass(frozen=True, kw_only=True)
class PartyProven(Event, name="party.proven"):
    """Who somebody is was shown: by a register, at a window, with a licence or a key."""

    way: str
    level: int


@dataclass(frozen=True, kw_only=True)
class ProofEnded(Event, name="party.proof-ended"):
    """A proof no longer holds: it was withdrawn, or its time was over."""

    way: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ContactBound(Event, name="account.contact-bound"):
    """A telephone or a mailbox that answered leads to an account."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class ContactDropped(Event, name="account.contact-dropped"):
    """A telephone or a mailbox leads to the account no more."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Event, name="account.password-set"):
    """An account has a new password; the old one opens nothing."""


@dataclass(frozen=True, kw_only=True)
class CardIssued(Event, name="account.card-issued"):
    """A window gave a card to sign in with; an earlier secret opens nothing."""

    account: str


@dataclass(frozen=True, kw_only=True)
class SecondStepsRemoved(Event, name="account.second-steps-removed"):
    """A window took passkeys and second steps off an account whose holder had lost them."""


@dataclass(frozen=True, kw_only=True)
class AccountReleased(Event, name="account.released"):
    """An account that was not the person's own left them: it belongs to `party`, and to nobody."""

    account: str
    party: str
    before: str


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event, name="token.made"):
    """A program may act for an account."""

    token: str


@dataclass(frozen=True, kw_only=True)
class IdentityChecked(Event, name="account.checked"):
    """A register was asked whether a number and a name belong together, and answered."""

    kind: str
    verdict: str
    receipt: str


@dataclass(frozen=True, kw_only=True)
class PartyIdentified(Event, name="party.identified"):
    """A self-declared party has shown the number it is known by from now on."""

    number_kind: str


@dataclass(frozen=True, kw_only=True)
class AccountBound(Event, name="account.bound"):
    """An account belongs to a party that was known already; what it brought follows."""

    account: str
    party: str
    before: str


@dataclass(frozen=True, kw_only=True)
class UpstreamLinked(Event, name="account.linked"):
    """An account can be entered by signing in at another provider."""

    provider: str


@dataclass(frozen=True, kw_only=True)
class UpstreamUnlinked(Event, name="account.unlinked"):
    """An account can no longer be entered by signing in at that provider."""

    provider: str


@dataclass(frozen=True, kw_only=True)
class EnteredUpstream(Event, name="account.entered-upstream"):
    """Somebody came in by signing in at another provider."""

    provider: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountOpened(Event, name="staff.account-opened"):
    """There is an account for a clerk; nobody can sign in to it yet."""

    account: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountClosed(Event, name="staff.account-closed"):
    """A clerk's account is closed for good."""

    account: str


@dataclass(frozen=True, kw_only=True)
class StaffAccountLocked(Event, name="staff.account-locked"):
    """A clerk is kept out, or let in again."""

    account: str
    locked: bool


@dataclass(frozen=True, kw_only=True)
class StaffSignInReset(Event, name="staff.sign-in-reset"):
    """A clerk was given a new first password, and their second factors were taken off."""

    account: str


@dataclass(frozen=True, kw_only=True)
class DataExported(Event, name="party.data-exported"):
    """Somebody took a copy of everything that is kept about them."""

    party: str


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Event, name="account.closed"):
    """Somebody closed their account; `last` when the party has no other."""

    party: str
    last: bool


@dataclass(frozen=True, kw_only=True)
class AccountReopened(Event, name="account.reopened"):
    """A closed account was opened again at a window."""

    party: str
