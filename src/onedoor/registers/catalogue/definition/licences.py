"""Licence types: what the result is, how it is numbered, what stands on it."""

from typing import Literal

from pydantic import Field

from onedoor.registers.catalogue.definition.ground import Basis, Name, Slug, Strict, Text, Uncertain


class LicenceLine(Strict):
    """One line of the licence: its words, and the answer or fact it shows.

    `fact` is a field id, or applicant.name, applicant.number, agency.name, licence.number,
    decided_on, valid_until, decision.<table>.<output>, or literal text in `text`.
    """

    label: Text
    fact: str = ""
    text: Text | None = None


class PeriodicCheck(Strict):
    """What the issuer looks at again while the licence lives (年检、年度核验), and the basis."""

    words: Text
    months: int = Field(default=12, ge=1, le=120)
    basis: Basis


class LicenceType(Strict):
    """licences/<code>.yaml.

    `type_code` is the type in the directory of licences (GB/T 36904): the credit code of the body
    that defines the type and three digits. It stands in the identifier of every licence of it.
    `type_code_certain` is `high` where the directory was looked at; else what is open about it.
    """

    code: Slug
    type_code: str = ""
    type_code_certain: Literal["high"] | Uncertain | None = None
    name: Text
    kind: Literal["licence", "qualification", "approval", "proof", "notice"] = "licence"
    basis: Basis
    holder: tuple[Literal["person", "organisation"], ...]
    # e.g. "新出发阿零字第{seq:05}号": {seq} counts by agency, {year} is the year of issue.
    numbering: str
    lines: tuple[LicenceLine, ...]
    # The last day: the answer to this field (a date), or so long from the day of the decision.
    until: Name | None = None
    valid_months: int | None = None
    valid_days: int | None = None
    # So many days before it runs out the holder is reminded; 0 for what nobody renews.
    remind_days: int = Field(default=30, ge=0, le=366)
    check: PeriodicCheck | None = None
    layout: Literal["landscape", "portrait"] = "landscape"
    seal: Text = "电子证照专用章"  # type: ignore[assignment]
    note: Text | None = None
    # What forms ask about the licence itself: licence.number, decided_on, valid_until or an output
    # of a decision, and its meaning. Answers among the lines have the meaning of their question.
    meanings: dict[str, str] = Field(default_factory=dict)
