"""Small words that several pages say: sentences with marked-up facts, files, places, kinds."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from markupsafe import Markup, escape

from onedoor.channels.look.words import say, say_plain

# What stands beside a life event, by the name the service sheets use.
EVENT_ICONS = {
    gettext_noop("生孩子"): "baby-carriage",
    gettext_noop("上学"): "school",
    gettext_noop("工作"): "briefcase",
    gettext_noop("开店办厂"): "building-store",
    gettext_noop("请人用工"): "users",
    gettext_noop("结婚"): "heart",
    gettext_noop("住房"): "home",
    gettext_noop("看病"): "cross",
    gettext_noop("退休"): "armchair",
    gettext_noop("遇到困难"): "lifebuoy",
    gettext_noop("出国"): "world",
    gettext_noop("回国定居"): "plane-arrival",
    gettext_noop("出行"): "car",
    gettext_noop("种地养殖"): "sprout",
    gettext_noop("做公益"): "gift",
}


def marked(words: str, /, **facts: object) -> Markup:
    """`words` escaped, with `{facts}` filled in; facts that are markup stay markup."""
    return escape(words).format(**facts)


def whole(words: object) -> Markup:
    """The words as one fact that never breaks in the middle."""
    return Markup('<span class="fact">{}</span>').format(words)


def strong(words: object) -> Markup:
    """The words in bold."""
    return Markup("<b>{}</b>").format(words)


def linked(words: object, url: str) -> Markup:
    """The words as a link."""
    return Markup('<a href="{}">{}</a>').format(url, words)


def joined(parts: list[object], between: str = "") -> Markup:
    """The parts one after the other, as the page's language joins them."""
    return escape(between or _("、")).join(say(part) for part in parts)


def working_days(count: int) -> str:
    """「5 个工作日」, or that it is done at once."""
    if count == 0:
        return _("当场办结")
    return ngettext("%(n)s 个工作日", "%(n)s 个工作日", count) % {"n": count}


def size_words(size: int) -> str:
    """「1.2 MB」 or 「312 KB」."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"


def who_applies(applicants: tuple[str, ...]) -> str:
    """For whom a service is, in a word or two."""
    words = {"person": _("个人"), "organisation": _("企业和个体户")}
    return _("、").join(words[each] for each in applicants)


def plain(text: object) -> str:
    """The text in the reader's language, "" for none."""
    return say_plain(text) if text is not None else ""
