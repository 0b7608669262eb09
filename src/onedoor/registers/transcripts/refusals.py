"""Why a paper licence cannot be entered or compared: sentences for people."""

from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal


class NoSuchTranscript(NotFound):
    """没有这张补录的证。"""


class OnlyAtTheWindow(NotAllowed):
    """补录纸质证由发证机关窗口岗的人来办。"""


class Lacking(Refusal):
    """请填写{what}。"""

    status = 422


class NoSuchType(Refusal):
    """请从列出的证照种类里选一种；都不是的，选“都不是”。"""

    status = 422


class NobodyCalledSo(Refusal):
    """没有找到这个人或单位：姓名、名称要和号码对得上，并且已经在本平台登记。"""

    status = 422


class WrongDays(Refusal):
    """发证日期不能晚于今天，有效期不能早于发证日期。"""

    status = 422


class EnteredAlready(Refusal):
    """这个编号的证已经补录过了。"""


class TypeNamedAlready(Refusal):
    """这张证已经定了种类，不能再改。定错了的，请重新补录一张。"""


class TurnedDown(Refusal):
    """这张证没有核对上，不用定种类。"""


class ComparedAlready(Refusal):
    """这张证已经核对过了。"""


class OwnEntry(Refusal):
    """自己录的要由另一位同事核对。"""

    status = 403
