"""What goes over the wire about licences: what a system says of its asking, and the answers."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from onedoor.channels.api.shapes import Problem

_PRINTED = r"^[^\x00-\x1f]*$"
Line = Annotated[str, Field(min_length=1, max_length=60, pattern=_PRINTED)]
LicenceNumber = Annotated[str, Field(min_length=1, max_length=160, pattern=_PRINTED)]
# Root, type, issuer, serial of forty at most, version, check; and blanks that people copy along.
LicenceIdentifier = Annotated[str, Field(min_length=1, max_length=160, pattern=_PRINTED)]
Labels = Annotated[list[Line], Field(max_length=60)]
Purpose = Literal["handling", "inspection", "contract", "finance", "employment", "other"]
MOST = 100


class _Sent(Schema):
    model_config = ConfigDict(extra="forbid")


class LicenceAsking(_Sent):
    """What for, in which matter, by whose hand, and why: the holder reads all of it."""

    purpose: Purpose
    item: Line = Field(description="What is being handled, in words.")
    case: Line = Field(description="Your number of the matter.")
    operator: Line = Field(description="Who sits before your system.")
    reason: str = Field(min_length=1, max_length=200, pattern=_PRINTED)
    law: str = Field(
        "",
        max_length=100,
        pattern=_PRINTED,
        description="The law your system was approved for; empty where the holder agreed.",
    )


class LicenceMeant(_Sent):
    """Which licence: by its number or by its identifier, one of the two."""

    number: LicenceNumber | None = Field(None, description="As it is printed.")
    identifier: LicenceIdentifier | None = Field(
        None,
        description="GB/T 36904, with its root or without: 1.2.156.3005.2.type.issuer.…",
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.number is None) == (self.identifier is None):
            raise ValueError("give number or identifier, one of the two")
        return self


class LicenceQuery(LicenceMeant, LicenceAsking):
    """One licence by its number or its identifier."""

    facts: Labels = Field([], description="Labels of lines; none asks for all that may be seen.")


class HolderQuery(LicenceAsking):
    """The licences of whoever has this citizen number, credit code or document number."""

    holder_number: Line
    kind: str = Field("", max_length=60, pattern=_PRINTED)
    facts: Labels = []


class LicenceWanted(LicenceMeant):
    """One of a batch."""

    facts: Labels = []


class BatchQuery(LicenceAsking):
    """Up to a hundred licences in one matter; each is answered or refused for itself."""

    items: Annotated[list[LicenceWanted], Field(min_length=1, max_length=MOST)]


class LicenceTold(Schema):
    """A licence as far as it may be seen, as it stands now."""

    number: str
    identifier: str = Field(description="GB/T 36904; empty where its type had no code when issued.")
    kind: str
    type_code: str = Field(
        description="GB/T 36902: the type in the directory of licences; empty where it had none."
    )
    name: str
    agency: str
    agency_name: str
    operation: str = Field(
        description="What was last done to it, by the directory's list (01 issued, 02 renewed, "
        "09 changed or replaced, 03 suspended, 06 given back …); empty where that was not kept."
    )
    standing: str = Field(description="valid, expired, suspended, revoked, cancelled or superseded")
    issued_on: date
    valid_from: date
    valid_until: date | None
    facts: dict[str, str]
    as_of: str = Field(json_schema_extra={"format": "date-time"})
    check: str = Field(description="Where anybody can check the original.")


class LicenceAnswer(Schema):
    """The licence, and the same signed (JWS, ES256; keys at /licences/keys)."""

    licence: LicenceTold
    use: int = Field(description="The number of this look in the holder's book.")
    signed: str


class HolderAnswer(Schema):
    """Those that may be seen, in no other number than that."""

    items: list[LicenceAnswer]


class BatchLine(Schema):
    """One of a batch, as it was asked for: its answer, or why there is none."""

    number: str | None
    identifier: str | None
    answer: LicenceAnswer | None
    problem: Problem | None


class BatchAnswer(Schema):
    """In the order asked."""

    items: list[BatchLine]


class ChangeTold(Schema):
    """One thing that happened to a licence; ask for it to know how it stands now."""

    cursor: int
    at: datetime
    event: str
    number: str
    follower: str


class ChangesTold(Schema):
    """The feed from a place on. Ask again with `next`; an empty list is the end for now."""

    items: list[ChangeTold]
    next: int


class AnswerKeys(Schema):
    """A JSON Web Key Set (RFC 7517)."""

    keys: list[dict[str, str]]
