"""What happens to inspections."""

from dataclasses import dataclass
from datetime import date

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SiteInspected(Event, name="site.inspected"):
    """A site was inspected as a visitor meets it; `score` is of a hundred, as it is shown.

    `site` is its slug, "" for what shows at the installation's own name.
    """

    for_everybody = True

    day: date
    score: str
    passes: bool
    findings: int
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class OfferSurveyed(Event, name="offer.surveyed"):
    """What an agency offered when the month's first inspection had read every page.

    Of so many `items` that the catalogue list gives to it, so many are `offered`; of so many
    `guides`, so many are `complete`.
    """

    agency: str
    items: int
    offered: int
    guides: int
    complete: int
