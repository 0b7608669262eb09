"""(f) hashing and signing a licence; drawing it is told beside."""

import hashlib
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from bench.flows import SERVICE
from bench.town import Town

_TIMES = 20


def measure(town: Town) -> dict[str, Any]:
    """Medians in milliseconds, on a licence issued by playing its story."""
    from onedoor.kernel.actors import SYSTEM
    from onedoor.kernel.ports import port
    from onedoor.registers.papers.queries import document_of, papers_of, what_rendering_lacks
    from onedoor.registers.papers.render import render
    from onedoor.registers.papers.sealing import named_of
    from onedoor.registers.seals.queries import seal_to_use

    if lacking := what_rendering_lacks():
        return {"left_out": lacking}
    told = next(
        told
        for told in town.stories
        if told.service == SERVICE and told.story.ends.result == "granted"
    )
    case = told.play(town.cast).run()
    # The last paper of a granted case is its licence, or what was delivered with it.
    paper = max(papers_of(case.subject, seen_by=SYSTEM), key=lambda each: each.size)
    sealer = port("sealer")
    seal = seal_to_use(paper.agency, paper.agency_name, for_licence=True)
    named = named_of(seal)

    def draw() -> bytes:
        return render(
            kind=paper.kind, title=paper.title, number=paper.number,
            agency_name=paper.agency_name, facts=paper.facts, check_code=paper.check_code,
            at=paper.issued_at, caution=sealer.caution,
        )  # fmt: skip

    page, sealed = draw(), document_of(paper.pk, seen_by=SYSTEM)
    drawing = _median(draw)
    hashing = _median(lambda: hashlib.new("sm3", sealed).hexdigest())
    signing = _median(
        lambda: sealer.seal(page, seal=named, reason=paper.title, ground=paper.subject)
    )
    return {
        "kind": paper.kind,
        "kib": round(len(sealed) / 1024, 1),
        "sm3_ms": round(hashing, 2),
        "sign_ms": round(signing, 2),
        "hash_and_sign_ms": round(hashing + signing, 2),
        "render_ms": round(drawing, 2),
    }


def _median(act: Callable[[], object]) -> float:
    act()
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)
