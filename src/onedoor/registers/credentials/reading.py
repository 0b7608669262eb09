"""What a credential and a slip say, read back from their texts as whoever checks them reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import slip
import vc
from onedoor.kernel.time import now
from onedoor.registers.credentials.checks import shown_of
from onedoor.registers.credentials.models import IssuingKey
from onedoor.registers.credentials.signing import issuer, opened, second
from onedoor.registers.credentials.slips import bundle_of
from onedoor.registers.licences.queries import Licence


@dataclass(frozen=True)
class CarriedRead:
    """A text as read: whether its signature holds, what it says by name, and its lines if any.

    The names are those of the format: claims of a credential, facts of a slip.
    """

    holds: bool
    says: Mapping[str, Any]
    lines: frozenset[tuple[str, str]] = frozenset()


def credential_read(text: str, licence: Licence, *, key: IssuingKey) -> CarriedRead:
    """A credential under this key, everything disclosed; its lines in the words of the licence."""

    def key_of(header: dict[str, Any], payload: dict[str, Any]) -> vc.PublicKey | None:
        is_ours = payload.get("iss") == issuer() and header.get("kid") == key.kid
        return opened(key.pem).public if is_ours else None

    report = vc.verify(text, key_of=key_of, at=second(now()))
    if not report.signed:
        return CarriedRead(False, {})
    lines = frozenset(shown_of(report, licence))
    return CarriedRead(report.holds and report.status is not None, report.claims, lines)


def slip_read(text: str, *, key: IssuingKey) -> CarriedRead:
    """A slip under this key, as it is read where there is no network."""
    report = slip.check(text, bundle=bundle_of([key], at=now()), at=second(now()))
    if report.slip is None:
        return CarriedRead(False, {})
    return CarriedRead(report.good, vars(report.slip.facts))
