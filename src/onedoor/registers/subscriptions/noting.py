"""What has changed, and under which keys it is told: from the news of services, bundles, pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.comparing import differences
from onedoor.registers.catalogue.comparing_bundles import bundle_differences
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.events import BundlePublished, ServicePublished
from onedoor.registers.catalogue.queries import (
    Bundle,
    Service,
    bundle,
    bundle_version,
    bundles,
    service,
    services_called,
    version,
    version_numbered,
)
from onedoor.registers.publications.events import PiecePublished, PieceTakenDown
from onedoor.registers.publications.queries import piece_shown
from onedoor.registers.publications.refusals import NoSuchPiece, TakenDown
from onedoor.registers.subscriptions.keys import (
    BUNDLE,
    COLUMN,
    EVENT,
    PIECE,
    PLACE,
    SERVICE,
    TOPIC,
    key_of,
)

# So many points are said; of the others, how many there are.
SAID = 3


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A change before it is kept."""

    what: str
    about: str
    title: Text
    keys: tuple[str, ...]
    points: tuple[Text, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As columns of a change."""
        return {
            "what": self.what, "about": self.about, "title": _plain(self.title),
            "points": [_plain(each) for each in self.points[:SAID]],
            "more": max(0, len(self.points) - SAID), "keys": list(self.keys),
        }  # fmt: skip


def _plain(text: Text) -> dict[str, str]:
    return {name: said for name, said in text.model_dump().items() if said}


def of_service(event: ServicePublished) -> Noted | None:
    """A guide is new, or says otherwise than before; None when nothing a person reads changed."""
    found, current = service(event.service), version(event.version)
    key = key_of(SERVICE, event.service)
    keys = (key, *_events(found))
    if event.number == 1:
        places = _places(each.agency for each in current.parsed.sheet.offerings)
        return Noted(what="new", about=key, title=current.parsed.sheet.title, keys=keys + places)
    before = version_numbered(event.service, event.number - 1).parsed
    points = tuple(each.text for each in differences(before, current.parsed))
    if not points:
        return None
    return Noted(
        what="changed", about=key, title=current.parsed.sheet.title, keys=keys, points=points
    )


def of_bundle(event: BundlePublished) -> Noted | None:
    """As of a service."""
    found, current = bundle(event.bundle), bundle_version(event.version)
    key = key_of(BUNDLE, event.bundle)
    keys = (key, *_events(found))
    if event.number == 1:
        return Noted(what="new", about=key, title=current.parsed.title, keys=keys)
    before = found.versions.get(number=event.number - 1).parsed
    points = tuple(bundle_differences(before, current.parsed))
    if not points:
        return None
    return Noted(what="changed", about=key, title=current.parsed.title, keys=keys, points=points)


def of_piece(event: PiecePublished) -> Noted | None:
    """A piece is new in its column, place and topics; a correction is for its own subscribers."""
    slug = event.index_number.replace("/", "-")
    try:
        piece = piece_shown(slug)
    except (NoSuchPiece, TakenDown):
        # Taken down again before this was told: that is told by itself.
        return None
    key, title = key_of(PIECE, slug), texts(**piece.titles)
    if piece.is_corrected:
        points = (texts(zh=piece.note),) if piece.note else ()
        return Noted(what="corrected", about=key, title=title, keys=(key,), points=points)
    keys = [key, key_of(COLUMN, piece.column), *_places([piece.agency])]
    if piece.kind == "policy":
        keys += [key_of(TOPIC, each) for each in topics_of(piece.content.all_matters())]
    return Noted(what="new", about=key, title=title, keys=tuple(keys))


def of_piece_gone(event: PieceTakenDown) -> Noted | None:
    """A piece was taken down: told to whoever subscribed to that very piece, with the reason."""
    slug = event.index_number.replace("/", "-")
    try:
        piece_shown(slug)
    except TakenDown as gone:
        title = texts(zh=str(gone.facts["title"]), **gone.facts["titles"])
        key = key_of(PIECE, slug)
        return Noted(
            what="down", about=key, title=title, keys=(key,), points=(texts(zh=event.why),)
        )
    except NoSuchPiece:
        return None
    return None


def topics_of(matters: Sequence[str]) -> list[str]:
    """The topics of the matters a policy names, each once."""
    joined = [each.removeprefix("bundle:") for each in matters if each.startswith("bundle:")]
    found: list[Service | Bundle] = [*services_called(matters).values()]
    found += [each for each in bundles() if each.code in joined]
    return sorted({theme for each in found for theme in each.themes})


def _events(found: Service | Bundle) -> tuple[str, ...]:
    return tuple(key_of(EVENT, each) for each in found.life_events)


def _places(codes: Iterable[str]) -> tuple[str, ...]:
    """The places these agencies sit in, and those around them."""
    places = {each.division_id for each in agencies(codes).values()}
    around = {f"{each[:n]}{'0' * (12 - n)}" for each in places for n in (2, 4, 6, 9)}
    return tuple(key_of(PLACE, each) for each in sorted(places | around))
