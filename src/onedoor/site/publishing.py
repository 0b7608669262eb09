"""What the agencies of the sample city have published: written, handed in, signed off for real."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from onedoor.channels.look.ground import ground_for
from onedoor.kernel.actors import Actor
from onedoor.kernel.time import days, today, travel
from onedoor.registers.catalogue.definition import SamplePiece
from onedoor.registers.publications.actions import (
    begin_piece,
    hand_in,
    save_draft,
    share_piece,
    sign_off,
)
from onedoor.registers.publications.content import Content, Point, Translation
from onedoor.registers.publications.queries import Piece
from onedoor.registers.sites.queries import cluster


def publish_pieces(cast: Callable[[str], Actor], samples: Iterable[SamplePiece]) -> int:
    """Publish every sample piece on its day, the oldest first; how many there are."""
    told = sorted(samples, key=lambda each: -each.days_ago)
    for sample in told:
        _publish(cast, sample)
    return len(told)


def _publish(cast: Callable[[str], Actor], sample: SamplePiece) -> None:
    day = today() - days(sample.days_ago)
    writer, chief = cast(sample.by), cast(sample.signed_by)
    content = _content(sample, writer.name, day)
    with travel(day):
        piece = begin_piece(
            sample.kind, sample.column, agency=sample.agency, by=writer, content=content
        )
        _sign(piece, content, "", writer, chief)
        known = frozenset(cluster().by_slug)
        if known and (sample.shared or sample.urgent or sample.shared_with):
            share_piece(
                piece.pk, below=sample.shared, urgent=sample.urgent, by=chief,
                sites=known.intersection(sample.shared_with),
            )  # fmt: skip
            piece.refresh_from_db()
        if sample.corrected:
            more = replace(content, body=f"{content.body}\n{sample.corrected}")
            piece = save_draft(piece.pk, more, revision=piece.revision, by=writer)
            _sign(piece, more, sample.corrected, writer, chief)


def _sign(piece: Piece, content: Content, note: str, writer: Actor, chief: Actor) -> None:
    hand_in(piece.pk, by=writer, ground=ground_for(at=piece.site, column=piece.column), note=note)
    sign_off(piece.pk, by=chief, ground=ground_for(at=piece.site, column=piece.column))


def _content(sample: SamplePiece, editor: str, day: date) -> Content:
    issued = day - days(sample.issued_before)
    in_force = sample.in_force_for
    return Content(
        title=sample.title,
        summary=sample.summary,
        body=sample.body.strip(),
        editor=editor,
        document_number=sample.document_number,
        issued_on=issued.isoformat() if sample.kind in ("policy", "law") else "",
        valid_from=day.isoformat() if in_force else "",
        valid_until=(day + days(in_force)).isoformat() if in_force else "",
        points=tuple(Point(**each.model_dump()) for each in sample.points),
        matters=sample.matters,
        translations=tuple(
            Translation(
                language=language,
                title=said.title,
                summary=said.summary,
                body=said.body.strip(),
                points=tuple(Point(**each.model_dump()) for each in said.points),
            )
            for language, said in sorted(sample.translations.items())
        ),
    )
