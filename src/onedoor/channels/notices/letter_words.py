"""The words of notices about letters: what became of it, and what to do. No queries, no clock."""

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock_words import day_text
from onedoor.oversight.letters.events import (
    AnswerReleased,
    LetterAnswered,
    LetterExtended,
    LetterNews,
    LetterSent,
    LetterTransferred,
)


def of_a_letter(event: LetterNews, title: str, *, office: str, code: str = "") -> str:
    """What its writer is told. `code`, for whoever has no account, says where to read on."""
    text = _said(event, office).format(title=title, office=office, day=_day(event))
    return f"{text}{_('凭查询码 {code} 在“咨询”里看。').format(code=code)}" if code else text


def _day(event: LetterNews) -> str:
    due = getattr(event, "due_on", None)
    return day_text(due, beside=due, weekday=True) if due else ""


def _said(event: LetterNews, office: str) -> str:
    match event:
        case LetterSent():
            return _("您写的“{title}”收到了，由{office}答复，最晚{day}。")
        case LetterTransferred():
            return _("您写的“{title}”转给{office}答复，最晚{day}，这一天没有变。")
        case LetterExtended():
            return _("您写的“{title}”要多几天，最晚{day}答复，理由请打开看看。")
        case LetterAnswered():
            return _("您写的“{title}”有答复了，请打开看看，也可以接着问。")
        case AnswerReleased(again=True):
            return _("您写的“{title}”，公开的内容有了新的，打开看看结果。")
        case AnswerReleased():
            return _("您写的“{title}”和答复公开了，能认出您的地方都去掉了。")
    raise TypeError(f"nobody is told of {event.name}")
