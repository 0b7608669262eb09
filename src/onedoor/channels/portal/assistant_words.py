"""What the assistant shows: parts of a guide as the guide prints them, and where they stand."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.channels.look.words import language_tag, say, say_plain
from onedoor.channels.portal.guide_words import Guide, guide_context
from onedoor.channels.portal.wording import marked
from onedoor.oversight.assistant.queries import Answer
from onedoor.oversight.assistant.rephrasing import in_other_words
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import services_called
from onedoor.registers.publications.queries import piece_shown

Shown = dict[str, Any]

# Under which heading of the guide each part stands.
ANCHORS = {
    "time": "steps", "fee": "fee", "materials": "materials", "places": "places",
    "phone": "places", "online": "places", "who": "can", "steps": "steps", "validity": "result",
    "basis": "basis", "rights": "rights", "faq": "faq",
}  # fmt: skip


_BLANK: Shown = {
    "rows": [], "materials": [], "steps": [], "blocks": [], "text": "", "note": "", "on": None,
    "piece": None, "plain": "",
}  # fmt: skip


def quotes(guide: Guide, answer: Answer, tally: Any) -> list[Shown]:
    """The parts that answer: title, rows or materials or steps, and the address of the block."""
    says = guide_context(guide, tally)
    if answer.number is not None:
        one = says["faq"][answer.number]
        return [_quote(guide, "faq", one["question"], text=one["answer"], on=one["on"])]
    return [_part(guide, part, says) for part in answer.parts]


def published(piece: str, at: str) -> list[Shown]:
    """A question and answer that an agency published, as it stands there.

    Where it was translated for this reader, in that language, with the Chinese words beside it.
    """
    found, language = piece_shown(piece, at=at), language_tag()
    agency = agencies([found.agency]).get(found.agency)
    said = found.content.in_language(language)
    return [
        _BLANK
        | {
            "title": found.titles,
            "url": reverse("portal:piece", args=[piece]),
            "on": found.on,
            "blocks": found.translated[language] if said else found.blocks,
            "piece": {
                "number": found.version,
                "by": agency.called() if agency else "",
                # What its words are marked with where they are not in the reader's language.
                "own": "" if said or language.startswith("zh") else "zh-Hans",
                "original": found.blocks if said else (),
            },
        }
    ]


def in_plain_words(shown: list[Shown]) -> list[Shown]:
    """The quotes, each with what a machine makes of it, where one may be asked and keeps to it."""
    here = get_language() or "zh-hans"
    return [
        # What nobody has translated is Chinese, in whatever language the page is.
        one
        | {"plain": in_other_words(_text_of(one), language="zh-hans" if _is_chinese(one) else here)}
        for one in shown
    ]


def _is_chinese(one: Shown) -> bool:
    return bool(one["piece"] and one["piece"]["own"])


def _text_of(one: Shown) -> str:
    """The words of a quotation that is a text or a few lines; "" for lists of papers and steps."""
    if one["text"]:
        return say_plain(one["text"])
    if one["blocks"]:
        return " ".join(_words_of(block) for block in one["blocks"])
    return "。".join(f"{say_plain(row['key'])}：{_flat(row['value'])}" for row in one["rows"])


def _words_of(block: dict[str, Any]) -> str:
    lines = [block.get("runs", []), *block.get("lines", [])]
    return " ".join("".join(run["text"] for run in line) for line in lines if line)


def _flat(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "，".join(flat for each in value if (flat := _flat(each)))
    return strip_tags(str(say_plain(value))) if value else ""


def _part(guide: Guide, part: str, says: dict[str, Any]) -> Shown:
    if part == "materials":
        return _quote(
            guide, part, _("要带什么"), materials=says["materials"], note=says["materials_say"]
        )
    if part == "steps":
        return _quote(guide, part, _("怎么办、多久"), steps=says["steps"])
    title, rows = _ROWS[part](says)
    return _quote(guide, part, title, rows=rows)


def _quote(guide: Guide, part: str, title: Any, **shown: Any) -> Shown:
    url = f"{guide.url()}#{ANCHORS[part]}"
    return {**_BLANK, **shown, "title": title, "url": url}


def _fact(title: str, fact: dict[str, Any]) -> Shown:
    number = marked("{number} {unit}", number=str(fact["number"]), unit=say(fact["unit"]))
    return {"key": title, "value": [number, fact["note"]]}


def _time(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    return _("怎么办、多久"), [_fact(_("办理时限"), says["facts"][0]), *says["limits"]]


def _online(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    return _("在哪办"), [_fact(_("跑几趟"), says["facts"][2]), says["places"][0]]


def _who(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    return _("我能办吗"), [
        {"key": each["question"], "value": each["note"]} for each in says["conditions"]
    ]


def _validity(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    word = _("有效期")
    return _("办成得到什么"), [each for each in says["result"]["rows"] if each["key"] == word]


def _basis(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    return _("依据"), _texts(says["bases"])


def _rights(says: dict[str, Any]) -> tuple[str, list[Shown]]:
    return _("不同意怎么办"), _texts(says["rights"])


def _texts(blocks: Sequence[Shown]) -> list[Shown]:
    return [{"key": each["title"], "value": each["text"]} for each in blocks]


_ROWS: dict[str, Callable[[dict[str, Any]], tuple[str, list[Shown]]]] = {
    "time": _time,
    "fee": lambda says: (_("费用"), says["fee"]),
    "places": lambda says: (_("在哪办"), says["places"]),
    "phone": lambda says: (_("在哪办"), says["places"][1:2]),
    "online": _online,
    "who": _who,
    "validity": _validity,
    "basis": _basis,
    "rights": _rights,
}


def why_not(answer: Answer) -> str:
    """Why nothing is answered, for people."""
    words = {
        "no-matter": _("没看出您问的是哪件事，或者这件事不在我们的办事指南里。"),
        "no-part": _("这件事的办事指南里没有直接说这一点，或者一次问了好几样。"),
        "unsure": _("指南里没有和您的问题对得上的话，不敢乱答。"),
        "twins": _("有几件事都像您问的，不敢替您选一件。"),
        "not-here": _("您说的地方没有单位办这件事。"),
    }
    return words.get(answer.why, "")


def near_rows(answer: Answer) -> list[Shown]:
    """The few guides that lie near, as rows that lead there."""
    known = services_called(answer.near)
    return [
        {
            "word": known[code].parsed.sheet.title,
            "note": known[code].parsed.sheet.lead,
            "url": reverse("portal:guide", args=[code]),
            "icon": "file-text",
        }
        for code in answer.near
        if code in known
    ]


def hand_over(question: str, answer: Answer, agencies: Sequence[str] = ()) -> str:
    """Where to write to whoever is in charge, with the question already there."""
    about = answer.service or (answer.near[0] if answer.why in ("no-part", "not-here") else "")
    given = {"text": question}
    if about:
        given["about"] = f"service:{about}"
    if agencies:
        given["agency"] = agencies[0]
    return f"{reverse('portal:write', args=['consultation'])}?{urlencode(given)}"
