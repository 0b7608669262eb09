"""What may be issued, how numbers are formed, what a stranger may see. No queries, no writes."""

import re
from collections.abc import Mapping
from datetime import date
from string import Formatter

from onedoor.kernel.refusals import Refusal
from onedoor.registers.papers.kinds import KINDS, PaperFacts

# The usual form of a document number (党政机关公文处理工作条例 Art. 9): mark, year, serial.
USUAL_NUMBER = "{mark}{word}字〔{year}〕第{seq:04}号"

_WORDS = {"mark", "word", "year", "seq"}
# Crockford's alphabet: no letter can be taken for a digit when read aloud or typed from paper.
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


class UnknownPaper(Refusal):
    """没有“{kind}”这种文书，不能出具。"""

    status = 422


class IncompletePaper(Refusal):
    """这份文书缺少必须写明的内容（{lacking}），不能出具。"""

    status = 422


class NothingBehindIt(Refusal):
    """“{subject}”名下没有任何办件或决定的记录，不能盖章。"""


class BadNumbering(Refusal):
    """文号规则“{template}”写得不对：只能使用 mark、word、year、seq，并且必须有 seq。"""

    status = 422


def why_not_issue(kind: str, facts: PaperFacts) -> Refusal | None:
    """A paper that must state something may not go out without it (行政许可法 32, 38)."""
    if kind not in KINDS:
        return UnknownPaper(kind=kind)
    if lacking := [name for name in KINDS[kind].needs if not getattr(facts, name)]:
        return IncompletePaper(lacking="、".join(lacking))
    return None


def why_not_number(template: str) -> Refusal | None:
    """Numbering rules are data: only our four words may stand in one, and nothing is evaluated."""
    try:
        parts = [part for part in Formatter().parse(template) if part[1] is not None]
    except ValueError:
        return BadNumbering(template=template)
    named = [name for _, name, _, _ in parts]
    if named.count("seq") != 1 or not set(named) <= _WORDS:
        return BadNumbering(template=template)
    if any(not re.fullmatch(r"(0\d{1,2})?", form or "") or turn for _, _, form, turn in parts):
        return BadNumbering(template=template)
    return None


def series_of(template: str, words: Mapping[str, str | int]) -> str:
    """What is counted together: the number with its serial left open ("阿市受字〔2026〕第#号")."""
    open_serial = re.sub(r"\{seq[^}]*\}", "#", template)
    return open_serial.format(**words)


def number_of(template: str, words: Mapping[str, str | int], seq: int) -> str:
    """The finished number."""
    return template.format(**words, seq=seq)


def spoken_code(code: str) -> str:
    """A check code in groups of four, as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain_code(typed: str) -> str:
    """A check code as typed by a person: spaces, dashes, lower case and look-alikes forgiven."""
    code = re.sub(r"[^0-9A-Z]", "", typed[:64].upper())
    return code.replace("O", "0").replace("I", "1").replace("L", "1")


def masked(name: str) -> str:
    """A holder's name for strangers: enough to recognise, too little to learn.

    "王小明" → "王＊＊", "艾力·买买提" → "艾＊＊", "阿克苏市示范餐饮有限公司" → "阿克＊＊公司".
    """
    name = name.strip()
    if not name:
        return ""
    is_person = len(name) <= 4 or any(mark in name for mark in "·• ")
    return f"{name[0]}＊＊" if is_person else f"{name[:2]}＊＊{name[-2:]}"


def has_run_out(valid_until: date | None, *, on: date) -> bool:
    """Whether `on` is after the last day of validity; papers without one never run out."""
    return valid_until is not None and on > valid_until
