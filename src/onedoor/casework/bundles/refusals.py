"""Why something cannot be done to a bundle. Each docstring is read by a person."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchBundleCase(NotFound):
    """没有这件一件事，或者它不归您看。请核对编号。"""


class NoSuchBundleDraft(NotFound):
    """这份草稿不在了：可能已经提交，或者过了保存期。请到“我的”看看。"""


class NotLedThere(Refusal):
    """这个地方没有牵头机关办这件一件事。请换一个地方。"""

    status = 422


class NothingToDo(Refusal):
    """按您的情形，这件一件事里没有要办的事项。"""


class OnlyOnePart(Refusal):
    """按您的情形，只要办“{title}”这一项。请直接办这一项。"""


class NotTheLead(NotAllowed):
    """这一步由牵头机关的“{title}”岗位办理，您不在这个岗位上。"""


class PartNotThere(BadInput):
    """这件一件事里没有“{part}”这一项。"""


class BundleOver(Refusal):
    """这件一件事已经办完或者撤回了，做不了这一步。"""


class UnknownJointPoint(BadInput):
    """要点“{point}”不在这件的审查清单里。清单以外的要求不能提。"""


class JointPointsOpen(Refusal):
    """还有 {count} 个要点没有看：{titles}。全部看完才能一次说全。"""


class JointPointsUnmet(Refusal):
    """还有 {count} 个要点不符合：{titles}。先改判，或者发补正告知书。"""


class NothingUnmetHere(Refusal):
    """没有选出不符合的要点，补正告知书不能是空的。"""


class AlreadyToldAll(Refusal):
    """缺什么要一次说全，只能告知一次。这件一件事已经告知过了。"""


class TooLateToTellAll(Refusal):
    """收到申请已超过 {limit} 个工作日还没有告知，按法律从收到之日起就算受理，不能再要求补正。"""


class NothingToAccept(Refusal):
    """没有等受理的事项。"""


class NotAskedToCorrectIt(Refusal):
    """这件一件事没有要求补正，不用再交材料。"""


class NotAllCorrected(BadInput):
    """还差这些没有补：{titles}。"""


class NotYetAccepted(Refusal):
    """受理以后才计时，现在不能延长期限。"""


class LongerAlready(Refusal):
    """期限只能延长一次，这件已经延长过了。"""


class LongerThanTheLaw(BadInput):
    """联办最多延长 {limit} 个工作日。"""


class ApprovalNeeded(BadInput):
    """联办延期要经本级人民政府负责人批准，请写明批准的文号或日期。"""


class LimitPassed(Refusal):
    """联办期限{due}已经过了，不能再延长。"""


class WhyLonger(BadInput):
    """请写明为什么要延长。申请人有权知道。"""


class PartOver(Refusal):
    """“{title}”已经有结果，或者已经撤回，不能再撤。"""


class NothingAsked(Refusal):
    """“{title}”现在不用补填：要么前一项还没办下来，要么已经在办了。"""


class NotYours(NotAllowed):
    """只有申请人能做这件事。"""


class NotYoursToBring(BadInput):
    """这件一件事不要求“{document}”，不用交。"""


class TooManyOfIt(BadInput):
    """“{document}”最多交 {limit} 个文件。请合并，或者先删掉一个。"""
