"""Why something cannot be done to posts, rights and offices. Each docstring is read by a person."""

from onedoor.kernel.refusals import BadInput, NotAllowed, Refusal


class NotThisOffice(NotAllowed):
    """这件事归{office}办，您不是。三个管理员各管各的，谁也不能代替谁。"""


class NotGranted(NotAllowed):
    """您的岗位没有“{act}”这件事的权限，所以没有办成。请找安全管理员核对授权。"""


class BeyondTheLoan(NotAllowed):
    """您是代别人办，委托里不包括“{act}”这件事。请等本人回来，或者请本人改委托。"""


class NoOneToAskWith(NotAllowed):
    """这件事要两个人：一人提出，另一名安全管理员确认。您不能确认自己提的。"""


class SettledAlready(Refusal):
    """这条提请已经有人处理过了。刷新页面看看结果。"""


class EndsBeforeItBegins(Refusal):
    """结束日期不能早于开始日期。"""

    status = 422


class NeedsAnEnd(BadInput):
    """委托必须写明哪天结束。"""


class ReasonNeeded(BadInput):
    """请写明理由，审计时要看。"""


class UnknownAct(BadInput):
    """没有“{act}”这种权限。请从列表里选。"""


class UnknownPolicy(BadInput):
    """没有这个设置，或者不能设成这个值。"""


class UnknownOffice(BadInput):
    """管理员只有三种：系统、安全、审计。"""


class NotAClerk(Refusal):
    """这个账号不是工作人员的账号，不能任职，也不能当管理员。"""


class HoldsAPost(Refusal):
    """这个账号在岗位上。管理员不能同时办件：先离岗，再任管理员。"""


class HoldsAnOffice(Refusal):
    """这个账号已经是管理员。一个人只能当一种管理员，也不能同时在岗位上。"""


class LastOfOffice(Refusal):
    """这是最后一名{office}，撤了就没有人能管这一块了。先任命另一名。"""


class OfficeIsHeld(Refusal):
    """已经有{office}了。以后任免管理员，要由安全管理员在后台提出，另一名安全管理员确认。"""


class NotYourPostToLend(NotAllowed):
    """您现在不在“{post}”岗位上，不能委托。代别人办的岗位不能再转给第三个人。"""


class OtherAgency(Refusal):
    """只能交给同一个机关的人。“{name}”不是本机关的工作人员。"""


class BeyondYourEnd(Refusal):
    """您自己的任职{until}就到期，委托不能比它更长。"""


class AwayThen(Refusal):
    """“{name}”那几天也请假了，代不了您。请换一个人。"""


class StandsInAlready(Refusal):
    """“{name}”那几天已经把自己的岗位交给您代，不能再互相转。请换一个人。"""


class AwayAlready(Refusal):
    """这几天已经有请假记录。先销假，再重新登记。"""


class NotYourClerk(NotAllowed):
    """只有本人、本机关的监督岗或安全管理员能做这件事。"""


class PostWouldBeEmpty(Refusal):
    """“{post}”还有 {count} 件没办完，走了就没人接。先选接手的人，或者转到另一个岗位。"""


class NotInThePost(Refusal):
    """这个人现在不在“{post}”岗位上，没有什么可以交接。"""


class SuccessorNeedsAppointing(NotAllowed):
    """“{name}”还不是本机关的工作人员，要由安全管理员任命。"""


class DepartmentInUse(Refusal):
    """这个科室里还有 {count} 个岗位或下级科室，不能撤。先移走它们。"""


class ParentElsewhere(BadInput):
    """上级科室要在同一个机关里，也不能是自己的下级。"""
