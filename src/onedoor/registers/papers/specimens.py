"""Specimens: how a licence of a type looks, with 样本 across it. Neither sealed nor numbered."""

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.kernel.time import at_noon
from onedoor.registers.papers.copies import copied, picture
from onedoor.registers.papers.kinds import PaperFacts
from onedoor.registers.papers.render import render

# As long as a check code, and none: it leads to the sentence that there is no such code.
_NO_CODE = "0" * 16


@lru_cache(maxsize=256)
def specimen(
    kind: str, title: str, agency_name: str, fields: tuple[tuple[str, str], ...], note: str,
    on: date,
) -> bytes:  # fmt: skip
    """The specimen as PNG, drawn once a process. FontsMissing when Chinese cannot be set.

    `kind` is a layout of licences ("licence-landscape"), `on` the day printed on it.
    """
    with override("zh-hans"):
        words = _("样本"), _("只作示范，不能证明任何事情")
    at = at_noon(on)
    facts = PaperFacts(on=on, fields=fields, remedies=note).as_json()
    page = render(
        kind=kind, title=title, number=words[0], agency_name=agency_name, facts=facts,
        check_code=_NO_CODE, at=at,
    )  # fmt: skip
    return picture(copied(page, words=words, at=at, layout="specimen"))
