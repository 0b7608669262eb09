"""Why running matters cannot be moved to a newer version, or back. Each is read by a person."""

from onedoor.kernel.refusals import BadInput, Refusal


class NothingToMove(Refusal):
    """没有可以换版的件。请先看试算：要申请人补的、留在原版的，都写了原因。"""


class NotOfOneService(BadInput):
    """两个版本不是同一个事项的，不能换。"""


class NotForward(BadInput):
    """只能换到现在执行的这一版。"""


class ChangedSinceLooked(Refusal):
    """您看过以后情况变了，请再看一遍试算。"""


class UndoneAlready(Refusal):
    """这次换版已经撤回过了。"""


class MovedOn(Refusal):
    """换版以后有 {count} 件又往前办了，不能撤回。这些件要改，请逐件办。"""


class NoSuchMove(BadInput):
    """没有这次换版。"""
