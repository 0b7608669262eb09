"""Tell offices of supervision cards: at the desks of both sides, and by mail where they have one.

An office is told, never a person: whoever speaks for it reads it.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from onedoor.channels.look.words import say_plain
from onedoor.channels.notices.actions import mail_an_office, tell_offices
from onedoor.channels.notices.office_words import BothSides, of_a_card, title_of_mail
from onedoor.oversight.supervision.events import CardNews, CardRaised
from onedoor.registers.agencies.queries import agency
from onedoor.registers.catalogue.queries import office_mailbox, service_titles, watcher_of


def tell_the_offices(event: CardNews) -> None:
    """A card concerns two offices; each finds it on its desk."""
    words, _title = _words(event)
    tell_offices(event, words, watcher=watcher_of(event.agency))


def mail_the_offices(event: CardNews) -> None:
    """The same to the mailbox of the office, with the address of the card; a warning is not."""
    if event.level == "warning":
        return
    words, title = _words(event)
    path = reverse("desk:supervision-card", args=[event.card])
    link = f"{settings.ONEDOOR_ADDRESS.rstrip('/')}{path}"
    sides = ((event.agency, words.agency), (watcher_of(event.agency), words.watcher))
    for office, text in sides:
        if text and (mailbox := office_mailbox(office)):
            key = f"{event.card}.{event.number_in_chain}.{mailbox}"
            mail_an_office(mailbox, f"{text}\n{link}", title=title, key=key)


def _words(event: CardNews) -> tuple[BothSides, str]:
    """In the language of the house: what each side is told, and what a mail of it is called."""
    code = event.service if isinstance(event, CardRaised) else ""
    with override(settings.LANGUAGE_CODE):
        service = say_plain(service_titles([code]).get(code, "")) if code else ""
        words = of_a_card(event, agency=agency(event.agency).short, service=service)
        return words, title_of_mail(event)
