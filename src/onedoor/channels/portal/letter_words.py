"""Letters in words: the kinds, what they are about, who said what."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.channels.look.words import say_plain
from onedoor.oversight.letters.kinds import Kind, kinds, wrongs
from onedoor.oversight.letters.queries import OwnLetter, PublicAnswer
from onedoor.registers.agencies.queries import agencies
from onedoor.registers.catalogue.queries import NoSuchService, service

ICONS = {
    "consultation": "help",
    "complaint": "message-circle",
    "report": "shield",
    "suggestion": "thumb-up",
    "late": "hourglass",
    "site-error": "pencil",
    "exposure": "eye",
}


def kind_rows(query: str = "") -> list[dict[str, Any]]:
    """The kinds as rows that lead on."""
    return [
        {
            "word": each.title,
            "note": each.says,
            "url": reverse("portal:write", args=[each.code]) + query,
            "icon": ICONS[each.code],
        }
        for each in kinds().values()
    ]


def wrong_choices(kind: Kind) -> list[dict[str, Any]]:
    """What a letter of this kind may say was done wrong, and something else; [] where nothing."""
    named = [{"value": each, "label": wrongs()[each]} for each in kind.wrongs]
    return [*named, {"value": "", "label": _("别的")}] if named else []


def about_words(about: str) -> str:
    """What a letter is about, for people."""
    what, _colon, key = about.partition(":")
    if what == "service" and key:
        try:
            current = service(key).current
        except NoSuchService:
            return ""
        return say_plain(current.parsed.sheet.title) if current else ""
    if what == "case" and key:
        return _("办件 %(number)s") % {"number": key}
    return _("网页 %(page)s") % {"page": key} if what == "page" and key else ""


def own_row(file: OwnLetter) -> dict[str, Any]:
    """One's own letter as a row: what, to whom it is and by when, or that it is answered."""
    letter = file.letter
    tones = {"open": "plain", "answered": "ok", "closed": "plain"}
    words = {"open": _("等答复"), "answered": _("有答复了"), "closed": _("已答复")}
    return {
        "title": letter.title,
        "kind": kinds()[letter.kind].title,
        "url": reverse("portal:letter", args=[letter.code]),
        "due_on": letter.due_on if letter.is_open else None,
        "word": words[letter.state],
        "tone": tones[letter.state],
    }


def talk_of(file: OwnLetter) -> list[dict[str, Any]]:
    """What was said and done, in order; offices by name, never the clerk."""
    bodies = agencies({word.by_agency for word in file.words if word.by_agency})
    language = get_language() or "zh"
    return [
        {
            "who": _("您写") if word.by_writer else bodies[word.by_agency].called(language),
            "what": _acts().get(word.act, ""),
            "own": word.by_writer,
            "text": word.text,
            "at": word.at,
        }
        for word in file.words
    ]


def _acts() -> dict[str, str]:
    return {"answer": _("答复"), "transfer": _("转出去了，理由"), "extend": _("要多几天，理由")}


def answer_row(found: PublicAnswer, bodies: dict[str, Any]) -> dict[str, Any]:
    """A published answer as a row."""
    body = bodies.get(found.agency)
    return {
        "answer": found,
        "kind": kind_title(found.kind),
        "office": body.called(get_language() or "zh") if body else found.agency,
        "url": reverse("portal:public-answer", args=[found.pk]),
    }


def kind_title(code: str) -> dict[str, str]:
    """What a kind is called; its code where it is known no more."""
    known: Kind | None = kinds().get(code)
    return known.title if known else {"zh": code}
