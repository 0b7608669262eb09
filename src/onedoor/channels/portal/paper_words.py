"""What a paper says, as a page shows it: in Chinese, and beside it in the reader's language.

The order is that of the layouts (`registers/papers/layouts`), and so are the words between.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from onedoor.kernel.languages import CHINESE, written_day
from onedoor.registers.papers.queries import Paper

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Block:
    """One part of a sheet: `texts` as paragraphs, `rows` of label and value, or `items`."""

    kind: str
    texts: list[str] = field(default_factory=list)
    rows: Pairs = field(default_factory=list)
    items: list[tuple[str, Pairs]] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """A paper as it reads in one language."""

    title: str
    greeting: str
    blocks: list[Block]
    signer: str
    day: str
    notes: Pairs


def title_of(paper: Paper) -> str:
    """Its title in the reader's language; in Chinese where nobody translated it."""
    told = paper.said_in(get_language() or "")
    # Our own titles can be said even of a paper that was kept before there were translations.
    return str(told["title"]) if told else _(paper.title)


def original(paper: Paper) -> Sheet:
    """The paper as it was sealed, in Chinese."""
    with override(CHINESE):
        return _sheet(paper, paper.title, paper.facts)


def translation(paper: Paper) -> Sheet | None:
    """The same in the reader's language; None for readers of Chinese, and where there is none."""
    told = paper.said_in(get_language() or "")
    return _sheet(paper, told["title"], told["facts"]) if told else None


def _sheet(paper: Paper, title: str, facts: dict[str, Any]) -> Sheet:
    is_form = paper.kind.startswith(("licence", "delivery"))
    texts = Block("texts", texts=_lines(*facts["paragraphs"]))
    rows = Block("rows", rows=[(each["label"], each["value"]) for each in facts["fields"]])
    items = _received(facts) if paper.kind == "receipt" else _faults(facts)
    if is_form:
        blocks = [rows, texts]
    elif paper.kind == "receipt":
        blocks = [texts, rows, items]
    else:
        blocks = [texts, items, rows]
    blocks.append(Block("texts", texts=_lines(facts["remedies"])))
    greeting = "" if is_form else facts["addressee"]
    notes = [(_("办件查询码"), facts["query_code"]), (_("咨询与联系"), facts["contact"])]
    return Sheet(
        title=title,
        greeting=_("{name}：").format(name=greeting) if greeting else "",
        blocks=[each for each in blocks if each.texts or each.rows or each.items],
        signer=paper.agency_name,
        day=written_day(date.fromisoformat(facts["on"])),
        notes=[] if is_form else [note for note in notes if note[1]],
    )


def _received(facts: dict[str, Any]) -> Block:
    return Block("received", rows=[(each["name"], each["remedy"]) for each in facts["items"]])


def _faults(facts: dict[str, Any]) -> Block:
    labels = {"problem": _("存在的问题"), "remedy": _("怎样补正"), "basis": _("依据")}
    return Block("faults", items=[
        (each["name"], [(label, each[key]) for key, label in labels.items() if each[key]])
        for each in facts["items"]
    ])  # fmt: skip


def _lines(*texts: str) -> list[str]:
    return [line for text in texts for line in text.splitlines() if line.strip()]
