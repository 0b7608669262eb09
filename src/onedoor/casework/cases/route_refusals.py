"""Why something cannot be done on the route of a case. Each docstring is read by a person."""

from onedoor.kernel.refusals import BadInput, Refusal


class VotedAlready(Refusal):
    """这一步要 {persons} 个人各自看。您已经说过意见，请等另一个人。"""


class CoDeciderSaidNo(Refusal):
    """“{titles}”不同意。会签的机关不同意，这件不能准予。"""


class NotEarlier(BadInput):
    """只能退回到这一步前面、已经办完的步骤。"""


class AcrossAgencies(BadInput):
    """只能在本机关里退回。“{title}”是别的机关办的。"""


class TooManyReturns(Refusal):
    """“{title}”已经退回过 {times} 次，不能再退。请直接提意见，或者报告监察岗。"""
