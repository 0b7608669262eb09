"""Why something cannot be done on the route of a case. Each docstring is read by a person."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class VotedAlready(Refusal):
    """这一步要 {persons} 个人各自看。您已经说过意见，请等另一个人。"""


class CoDeciderSaidNo(Refusal):
    """“{titles}”不同意。会签的机关不同意，这件不能准予。"""


class NotEarlier(BadInput):
    """只能退回到这一步前面、已经办完的步骤。"""


class AcrossAgencies(BadInput):
    """只能在本机关里退回。“{title}”是别的机关办的。"""


class TooManyReturns(Refusal):
    """“{title}”已经退回过 {times} 次，不能再退。请直接提意见，或者报告监督岗。"""


class AlreadyAnswered(Refusal):
    """这条异议已经答复过了。"""


class NotHangingNow(Refusal):
    """这份公示不在公示期，不能提异议。要反映情况，请联系办理机关。"""


class SayWhatIsWrong(BadInput):
    """请写明您不同意什么、为什么。"""


class SayWhoYouAre(BadInput):
    """请留下姓名和联系方式，我们要给您答复。公示里不会显示。"""


class TooManyObjections(Refusal):
    """这份公示收到的异议太多，网上先不再收。请打电话或者到窗口提。"""


class ObjectionsUnanswered(Refusal):
    """还有 {count} 条异议没有答复。逐条核实、答复以后公示才能结束。"""


class NoSuchObjection(NotFound):
    """没有这条异议，或者它不归您办。"""


class NotThatKind(BadInput):
    """“{title}”不是这一类步骤，办不了这件事。"""


class HearingToldAlready(Refusal):
    """听证的权利已经告知过了。"""


class HearingNotTold(Refusal):
    """还没有告知听证的权利。先发听证告知书。"""


class TooLateToAskForAHearing(Refusal):
    """申请听证要在被告知以后 5 个工作日内，最晚{until}，已经过了。"""


class HearingAskedFor(Refusal):
    """已经申请过听证，不用再申请。"""


class NobodyAskedForAHearing(Refusal):
    """还没有人申请听证。{until}以前都可以申请。"""


class HearingCalledTooSoon(BadInput):
    """听证要提前 7 个工作日通知，最早只能定在{earliest}。"""


class HearingCalledTooLate(BadInput):
    """收到听证申请后 20 个工作日内要举行，最晚只能定在{latest}。"""


class HearingNeedsAPlace(BadInput):
    """请写明听证的地点和时间。"""


class ChairReviewed(BadInput):
    """主持听证的人不能是审查这件的人。请换一位。"""


class ChairUnknown(BadInput):
    """主持人要是本机关的工作人员。"""


class HearingCalledAlready(Refusal):
    """听证已经定在{day}，通知也发出了。"""


class HearingNotCalled(Refusal):
    """听证还没有通知，不能举行。"""


class NotYetTheDay(Refusal):
    """听证定在{day}，还没到。"""


class NotTheChair(NotAllowed):
    """笔录由主持听证的人交。这次听证由{name}主持。"""


class RecordNeeded(BadInput):
    """请写听证笔录。决定要根据笔录作出。"""


class SignaturesNeeded(BadInput):
    """笔录要交参加的人确认签字。请写明谁签了字、谁不肯签。"""


class HearingOverAlready(Refusal):
    """听证已经办完，笔录不能再改。"""


class HearingNotOver(Refusal):
    """听证还没有办完。交了签字的笔录才能结束这一步。"""


class ArrangedAlready(Refusal):
    """这一步已经安排给“{done_by}”，告知书也发出了。"""


class SayWhoDoesIt(BadInput):
    """请写明由谁来做。"""


class SayHowLong(BadInput):
    """请写明预计几个工作日，要告诉申请人。"""


class ReportNumberNeeded(BadInput):
    """请写报告的编号。"""


class WrongPlaceForIt(BadInput):
    """那里的机关不办这件事，或者就是本机关。请选办这件事的另一个机关。"""
