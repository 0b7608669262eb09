"""Why something about the list cannot be done: sentences for people."""

from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal


class NoSuchItem(NotFound):
    """目录清单里没有编码为 {code} 的事项，请核对编码。"""


class NoSuchChange(NotFound):
    """没有这项清单调整，可能已经撤回。"""


class NotYours(NotAllowed):
    """这件事不归您的岗位办：清单由编辑岗提出，由编制部门和司法行政部门各审一次。"""


class KnownItem(Refusal):
    """目录清单里已经有编码为 {code} 的事项。要改它，请选“调整”。"""


class WrongState(Refusal):
    """编码为 {code} 的事项现在{state}，不能这样调整。"""


class BadContent(Refusal):
    """{problem}"""

    status = 422


class CodeSaysOtherwise(Refusal):
    """编码 {code} 的第 3、4 位是“{digits}”，和“{kind}”不符，应当是“{wanted}”。"""

    status = 422


class NoParent(Refusal):
    """子项 {code} 的主项应当是 {parent}，编码前 9 位要相同，主项以 Y 结尾。"""

    status = 422


class TooFewItems(Refusal):
    """拆分要写出至少两个新事项，合并要选至少两个老事项。"""

    status = 422


class TooLate(Refusal):
    """生效日期 {day} 已经过去，请写今天或以后的日期。"""

    status = 422


class ReasonNeeded(Refusal):
    """请写明理由。"""

    status = 422


class ChangedMeanwhile(Refusal):
    """这项调整涉及的事项在提出以后变了，请撤回，按现在的清单重新提出。"""


class ChangeEnded(Refusal):
    """这项调整已经有结果了。"""


class ReviewedAlready(Refusal):
    """这一方已经审过了。"""


class OwnChange(Refusal):
    """自己提出的调整，要由别人来审。"""


class OneHand(Refusal):
    """您已经代表另一方审过这项调整，两次审核要由两个人做。"""


class ElementLocked(Refusal):
    """“{element}”由目录清单统一规定，各单位不能改。要改，请提出清单调整。"""

    status = 422


class NotForThisBody(Refusal):
    """“{item}”在目录清单里不归这一类单位办，或者不在这一级办。"""


class NoSuchClaim(NotFound):
    """这个单位没有认领这个事项。"""


class UnknownCode(Refusal):
    """接口“{interface}”的“{list}”里没有“{value}”这个代码。"""

    status = 422
