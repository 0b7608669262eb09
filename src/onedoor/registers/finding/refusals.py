"""Why something about search words cannot be done: sentences for people."""

from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal


class NotYours(NotAllowed):
    """搜索用的说法由清单编辑岗维护，这件事不归您的岗位办。"""


class NoSuchEntry(NotFound):
    """没有这个事项，请从列表里选一个。"""


class NoSuchWord(NotFound):
    """没有这个说法，可能已经去掉了。"""


class NoSuchMiss(NotFound):
    """没有这条搜索，可能已经处理过了。"""


class SaysNothing(Refusal):
    """“{text}”太短或太长，没法当搜索用的说法。请写 2 到 30 个字。"""

    status = 422
