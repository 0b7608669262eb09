"""Issuing a paper in a test, with everything that does not matter filled in."""

from datetime import UTC, datetime
from typing import Any

from tests.registers.papers.samples import FACTS, TITLES
from tests.registers.seals_in_force import ready_to_seal

from onedoor.kernel.actors import SYSTEM
from onedoor.registers.papers.actions import issue_paper
from onedoor.registers.papers.queries import Paper

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
CASE = "652926-1"


def issued(kind: str = "acceptance", **given: Any) -> Paper:
    """A paper of `kind` for the sample case."""
    usual: dict[str, Any] = {
        "kind": kind,
        "subject": CASE,
        "agency": "press-baicheng",
        "agency_name": "拜城县新闻出版局",
        "title": TITLES.get(kind, "某文书"),
        "facts": FACTS.get(kind, FACTS["notice"]),
        "holder": "party-1",
        "at": AT,
        "key": f"{CASE}:{kind}",
        "by": SYSTEM,
        "mark": "拜新出",
    }
    facts = usual | given
    ready_to_seal(facts["subject"], facts["agency"], facts["agency_name"])
    return issue_paper(**facts)
