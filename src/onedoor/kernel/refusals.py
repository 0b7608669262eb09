"""A refusal is a sentence for a person and a class for a machine."""

import inspect
import re
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext

from onedoor.kernel.languages import written_day


class Refusal(Exception):
    """这件事现在不能办。"""

    # The HTTP status a door answers with (RFC 9110): 409 unless the subclass knows better.
    status: ClassVar[int] = 409

    def __init__(self, *, where: str = "", **facts: Any) -> None:
        self.where = where
        self.facts = facts
        super().__init__(type(self).__name__)

    @property
    def code(self) -> str:
        """The class name in kebab-case: what machines read (RFC 9457 `type`)."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    @property
    def sentence(self) -> str:
        """The docstring in the reader's language, the facts filled in, days as one says them."""
        facts = {
            # A moment is a date as well, and is said by whoever knows how exactly.
            name: written_day(fact) if type(fact) is date else fact
            for name, fact in self.facts.items()
        }
        return gettext(inspect.cleandoc(type(self).__doc__ or "")).format(**facts)

    def __str__(self) -> str:
        return self.sentence


class NotFound(Refusal):
    """没有找到，请核对后再试。"""

    status = 404


class NotAllowed(Refusal):
    """您没有权限看这一页或做这件事。"""

    status = 403


class BadInput(Refusal):
    """{problem}"""

    status = 422
