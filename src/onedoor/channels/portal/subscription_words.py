"""What can be subscribed to, in words: kinds, ways to be told, and where the thing is."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from onedoor.channels.look.words import day, mask, say_plain
from onedoor.channels.notices.subscription_words import what_changed
from onedoor.channels.portal.wording import marked
from onedoor.registers.catalogue.definition import Text
from onedoor.registers.subscriptions.keys import parted
from onedoor.registers.subscriptions.queries import Change, Followed


def kind_word(kind: str) -> str:
    """What sort of thing it is."""
    words = {
        "service": _("办事指南"), "bundle": _("一件事"), "piece": _("公开信息"),
        "column": _("栏目"), "topic": _("政策主题"), "place": _("地方"), "event": _("人生大事"),
    }  # fmt: skip
    return words.get(kind, "")


def when_told(kind: str) -> str:
    """Of what one is told, before one agrees to it."""
    words = {
        "service": _("办事指南改了就告诉您，改了什么用一句话说清。"),
        "bundle": _("这件“一件事”改了就告诉您，改了什么用一句话说清。"),
        "piece": _("这一条有更正，或者撤下，就告诉您。"),
        "column": _("这个栏目有新的一条就告诉您。"),
        "topic": _("有这个主题的新政策就告诉您。"),
        "place": _("这个地方的机关有新的公开信息、新开办的事项，就告诉您。"),
        "event": _("和它有关的事项改了，或者有新的，就告诉您。"),
    }
    return words[kind]


def title_of(kind: str, title: Text | None) -> str:
    """What it is called; a life event and a topic are words of the site."""
    if title is None:
        return _("已经撤下或者取消")
    said = say_plain(title)
    return _(said) if kind in ("event", "topic") else said


def way_word(also: str) -> str:
    """How one is told."""
    return {"": _("消息"), "sms": _("消息和短信"), "mail": _("消息和邮件")}[also]


def ways(phone: str, mailbox: str) -> list[dict[str, str]]:
    """The ways to choose from; what there is no contact for is not offered."""
    found = [{"value": "inbox", "label": _("只写在“我的”的消息里")}]
    if phone:
        found.append({"value": "sms", "label": _("另发短信到 %(to)s") % {"to": mask(phone)}})
    if mailbox:
        found.append({"value": "mail", "label": _("另发邮件到 %(to)s") % {"to": _hidden(mailbox)}})
    return found


def _hidden(mailbox: str) -> str:
    name, _at, host = mailbox.partition("@")
    return f"{name[:1]}***@{host}"


def address_of(kind: str, name: str) -> str:
    """The page of what was subscribed to."""
    match kind:
        case "service":
            return reverse("portal:guide", args=[name])
        case "bundle":
            return reverse("portal:bundle", args=[name])
        case "piece":
            return reverse("portal:piece", args=[name])
        case "column":
            return reverse("portal:column", args=[name])
        case "event":
            return f"{reverse('portal:services')}?{urlencode({'event': name})}"
        case "place":
            return f"{reverse('portal:services')}?{urlencode({'place': name[:6]})}"
    return f"{reverse('portal:open')}?kind=policy"


def follow_link(kind: str, name: str, word: str = "") -> dict[str, str]:
    """The way from the page of a thing to subscribing to it: the same for everybody."""
    url = reverse("portal:subscribe", args=[kind, name])
    return {"word": word or _("关注"), "icon": "bell", "url": url}


def row_of(followed: Followed) -> dict[str, Any]:
    """A subscription as the list shows it."""
    subscription = followed.subscription
    since = marked(_("{day}起"), day=day(subscription.since))
    return {
        "title": title_of(followed.kind, followed.title),
        "kind": kind_word(followed.kind),
        "since": since,
        "way": way_word(subscription.also),
        "url": reverse("portal:subscription", args=[subscription.pk]),
        "off": reverse("portal:unsubscribe", args=[subscription.pk]),
    }


def changes(found: Sequence[Change]) -> list[dict[str, Any]]:
    """What one was told of, each with the page it is about."""
    return [
        {"text": what_changed(each), "at": each.at, "url": address_of(*parted(each.about))}
        for each in found
    ]
