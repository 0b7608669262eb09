"""What is published of decisions, of which, within how many days, for how long: as data.

The book of a place (`results.yaml` of a pack) says which kinds of services are published (双公示),
which of them never, and why; whatever it does not name stays unpublished.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from onedoor.registers.catalogue.definition.catalogue import ServiceKind
from onedoor.registers.catalogue.definition.ground import Basis, Slug, Strict, Text

# 许可类别, as the exchange names them; the first is that of whatever no category lists.
CategoryName = Literal["普通", "特许", "认可", "核准", "登记", "其他"]
# Why something is not published (政府信息公开条例 14, 15).
Ground = Literal["person", "state-secret", "commercial-secret"]
Months = Annotated[int, Field(gt=0, le=600)]


class Within(Strict):
    """How many working days after the decision, at the latest."""

    working_days: Annotated[int, Field(gt=0, le=60)]
    basis: Basis


class Category(Strict):
    """The services whose decisions are of one category (行政许可法 12)."""

    name: CategoryName
    services: tuple[Slug, ...]


class Unpublished(Strict):
    """Services whose decisions are never published, and on what ground."""

    services: tuple[Slug, ...]
    ground: Ground
    why: Text
    basis: Basis


class Shown(Strict):
    """For how long: after the licence has ended, and after a decision that knows no end."""

    after_end_months: Months
    without_end_months: Months
    basis: Basis


class Few(Strict):
    """Below how many matters a figure tells of single persons and is not said."""

    least: Annotated[int, Field(ge=1, le=100)]
    basis: Basis


class Exchange(Strict):
    """The words of the exchange for what stands and for what stands no more (XK_ZT)."""

    stands: str
    gone: str
    basis: Basis


class ResultsBook(Strict):
    """results.yaml: what a place publishes of decisions."""

    # The division that it holds for, with all below; and who answers for it.
    place: str
    owner: Slug
    within: Within
    kinds: tuple[ServiceKind, ...]
    # Refusals are no licences that anybody could rely on: whether they are published is said here.
    refusals: bool = False
    unpublished: tuple[Unpublished, ...] = ()
    categories: tuple[Category, ...] = ()
    categories_basis: Basis
    # How names of natural persons are shown, and that no number of theirs ever is.
    persons_basis: Basis
    # Lines of a licence, by their label, that go into the content of a firm's decision.
    content: tuple[str, ...] = ()
    shown: Shown
    few: Few
    exchange: Exchange

    @model_validator(mode="after")
    def _say_once(self) -> "ResultsBook":
        named = [(name, code) for name, _at, _place, code in self.services_named()]
        if len(named) != len(set(named)):
            raise ValueError("a service stands in one place of each list")
        if not self.kinds:
            raise ValueError("name at least one kind of service")
        return self

    def services_named(self) -> list[tuple[str, int, int, str]]:
        """Every service the book names: in which list, where there, and its code."""
        lists = (
            ("unpublished", [each.services for each in self.unpublished]),
            ("categories", [each.services for each in self.categories]),
        )
        return [
            (name, at, place, code)
            for name, listed in lists
            for at, services in enumerate(listed)
            for place, code in enumerate(services)
        ]

    def why_unpublished(self, service: str, kind: str, *, granted: bool) -> str:
        """ "": it is published. Else why not: a ground, "kind" or "refusal"."""
        if kind not in self.kinds:
            return "kind"
        if not granted and not self.refusals:
            return "refusal"
        found = (each.ground for each in self.unpublished if service in each.services)
        return next(found, "")

    def category_of(self, service: str) -> CategoryName:
        """Under which category decisions of the service are listed."""
        found = (each.name for each in self.categories if service in each.services)
        return next(found, "普通")
