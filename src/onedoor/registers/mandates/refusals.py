"""Why a mandate cannot be given, agreed to, changed or ended. Each docstring is for a person."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchMandate(NotFound):
    """没有这份授权，或者它和您无关。"""


class NoSuchStopCode(NotFound):
    """没有这个停用码，请对照单子再看一遍。0 和 O、1 和 I 不分。"""


class UnknownKind(BadInput):
    """请选授权的种类。"""


class NotYoursToOffer(NotAllowed):
    """这份授权不能由您提出：{kind}要由{who}提出。"""


class WrongSide(BadInput):
    """{kind}不能这样给：{why}。"""


class NobodyCalledSo(BadInput):
    """没有找到这个人。姓名要和证件号或手机号对得上，对方要先在这里注册过。"""


class ToOneself(BadInput):
    """不能授权给自己。"""


class NoActs(BadInput):
    """请至少选一项能代办的事。一项都不给，就用“终止授权”。"""


class UnknownAct(BadInput):
    """{kind}不能代为“{act}”。"""


class UnknownService(BadInput):
    """没有“{service}”这个事项。"""


class BadPeriod(BadInput):
    """请写清楚到哪一天为止，要在今天以后。"""


class TooLong(BadInput):
    """{kind}最长到{until}，请选早一点的日子，到期可以再给。"""


class NotAChild(BadInput):
    """只能为未满 {age} 岁的人登记监护人；证件号看不出年龄的，请到窗口办。"""


class GiverClosed(Refusal):
    """“{name}”已经注销，不能再授权。"""


class NotSureEnough(NotAllowed):
    """给出或确认授权，要先“{name}”（实名等级 {level}）。{how}"""


class ForTheRepresentative(NotAllowed):
    """单位的授权要由法定代表人本人登录确认。{who}"""


class OnlyAtTheWindow(NotAllowed):
    """这种授权要到窗口核对证件后确认，不能在网上自己确认。"""


class NotYoursToConfirm(NotAllowed):
    """这份授权不用您确认。"""


class NotAtAWindow(NotAllowed):
    """只有窗口岗位能当面确认或终止授权。"""


class BasisNeeded(BadInput):
    """请写明核对了什么：证件、户口簿、委托书，或者见证人是谁。"""


class ReasonNeeded(BadInput):
    """请写明为什么终止。"""


class ConfirmedAlready(Refusal):
    """这份授权已经确认过了。"""


class EndedAlready(Refusal):
    """这份授权已经终止了。"""


class OfferLapsed(Refusal):
    """这份授权的期限已经过了，不能再确认。请重新提出。"""


class NotYoursToEnd(NotAllowed):
    """只有授权双方能终止它；没有账号的，凭单子上的停用码，或到窗口。"""


class NotYoursToChange(NotAllowed):
    """只有给出授权的一方能改；多给一项，要由法定代表人本人来改。"""
