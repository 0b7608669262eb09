"""Letters of the sample city, written, answered and published through the real acts."""

from collections.abc import Callable
from typing import Protocol

from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.time import at_noon, days, today, travel
from onedoor.oversight.letters.actions import (
    answer_letter,
    close_letter,
    draft_answer,
    release_answer,
    transfer_letter,
    write_letter,
)
from onedoor.registers.catalogue.queries import offerings_of

PRESS = "press-aksu-city"


class Cast(Protocol):
    """Who plays, and which services are shown at every stage."""

    busy: frozenset[str]

    def __call__(self, ref: str) -> Actor: ...


# Days ago, kind, who ("" without an account), what about, the words, the answer, and what came
# of it where it is published.
TOLD: tuple[tuple[int, str, str, str, str, str, str], ...] = (
    (20, "consultation", "xiayi", "service", "开书店从哪天算起，几天有结果？",
     "从受理的第二天算起，承诺的日子写在受理通知书上，指南里也有。", "-"),
    (12, "suggestion", "tursun", "", "窗口中午能不能留一个人？",
     "从下个月起，受理窗口中午留一位同志值班。", "-"),
    (11, "exposure", "ayigul", "", "窗口让我复印指南上没有写的材料，说不交不收。",
     "查实。指南以外的材料一律不能要，已经当面改正。", "窗口重新学了指南，多收的复印件退了。"),
    (9, "complaint", "gulnur", "", "打了三次电话没有人接。", "电话坏了，已经修好，可以再打。", ""),
    (8, "report", "xiayi", "", "有人在大厅门口收钱代排队。", "不是窗口的人，已请大厅清走。", ""),
    (7, "site-error", "", "page", "这一页的电话打不通。",
     "电话换了新的，已经改好。", "-"),
    (2, "consultation", "", "", "办执照归你们管吗？", "", ""),
    (2, "consultation", "tursun", "service", "换地址要重新办吗？", "", ""),
    (1, "late", "ayigul", "", "问了两回，还是没有结果。", "", ""),
)  # fmt: skip


def write_letters(cast: Cast) -> int:
    """A few of each kind, some answered and published, some waiting; returns how many."""
    service = next(
        (code for code in sorted(cast.busy)
         if any(each.agency_id == PRESS for each in offerings_of(code))), ""
    )  # fmt: skip
    about = {"service": f"service:{service}", "page": f"page:/guide/{service}", "": ""}
    for ago, kind, who, of, text, answer, result in TOLD:
        _tell(cast, ago, kind, who, about[of], text, answer, result)
    return len(TOLD)


def _tell(
    cast: Callable[[str], Actor], ago: int, kind: str, who: str, about: str, text: str,
    answer: str, result: str,
) -> None:  # fmt: skip
    writer = cast(who) if who else ANYONE
    begin = today() - days(ago)
    with travel(at_noon(begin)):
        letter = write_letter(
            kind, text, agency=PRESS, about=about, hidden=kind == "report",
            may_publish=bool(result), by=writer,
        )  # fmt: skip
    key, owner = str(letter.pk), letter.agency.replace("-", "_")
    if not answer:
        if not about and not who:
            window = cast("press_aksu_city_window")
            transfer_letter(key, to="market-aksu-city", reason="营业执照归市场监管。", by=window)
        return
    clerk = cast(f"{owner}_approver")
    with travel(at_noon(begin + days(1))):
        answer_letter(key, answer, by=clerk)
        if who:
            close_letter(key, content=kind != "complaint", by=writer)
        if result:
            draft_answer(
                key, title=letter.title, question=text, answer=answer,
                result=result.strip("-"), by=clerk,
            )  # fmt: skip
            release_answer(key, by=cast(f"{owner}_supervisor"))
