"""What can be seen of ratings: figures for anybody, the words without the person."""

from dataclasses import dataclass

from django.db.models import Count

from onedoor.kernel.actors import Actor
from onedoor.oversight.feedback.models import Rating


@dataclass(frozen=True)
class Tally:
    """How a service was rated: by level, in all, and how many were content (3 and up)."""

    by_level: dict[int, int]

    @property
    def total(self) -> int:
        return sum(self.by_level.values())

    @property
    def content(self) -> int:
        return sum(count for level, count in self.by_level.items() if level >= 3)


def tally_of(service: str) -> Tally:
    """The figures of one service, for everybody."""
    rows = Rating.objects.filter(service=service).values_list("level").annotate(Count("id"))
    return Tally(dict.fromkeys((5, 4, 3, 2, 1), 0) | dict(rows))


def rating_of(number: str, *, seen_by: Actor) -> Rating | None:
    """The rating of one's own matter, or None. Nobody else sees who said what."""
    rating = Rating.objects.filter(case=number, party=seen_by.party or "-").first()
    return rating if rating and seen_by.may("see", rating.service) else None
