"""The Jinja2 environment of all pages: strict about names, translated, and poor in logic."""

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from onedoor.casework.forms.units import unit_said
from onedoor.channels.look import local, words
from onedoor.channels.look.addressing import address
from onedoor.channels.look.assets import static
from onedoor.channels.look.shell import shell


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of a page by its name; raises when there is none."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@cache
def icon(name: str, extra: str = "") -> Markup:
    """An outline from the sprite, hidden from assistive technology: a word always stands beside it.

    `extra` is more classes: "flip" mirrors it right to left, "l" is 28 px, "s" is 18 px.
    """
    return Markup(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>'
    ).format(f" {extra}" if extra else "", static("icons.svg"), name)


def environment(**options: Any) -> Environment:
    """The environment for `TEMPLATES`: autoescape, strict undefined, gettext in the new style."""
    options.setdefault("autoescape", True)
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["extensions"] = ["jinja2.ext.i18n", "jinja2.ext.do"]
    made = Environment(**options)  # noqa: S701 - autoescape is on, see the line above
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext
    )
    made.globals.update(
        url=url,
        address=address,
        static=static,
        icon=icon,
        shell=shell,
        say=words.say,
        sentences=words.sentences,
        rating_levels=words.rating_levels,
    )
    made.filters.update(
        say=words.say,
        say_plain=words.say_plain,
        unit_said=unit_said,
        body_name=local.body_name,
        body_short=local.body_short,
        day=words.day,
        full_day=words.full_day,
        day_and_week=words.day_and_week,
        weekday=words.weekday,
        typed_day=words.typed_day,
        clock=words.clock,
        moment=words.moment,
        money=words.money,
        mask=words.mask,
        group4=words.group4,
        numbers_in_order=words.numbers_in_order,
    )
    return made
