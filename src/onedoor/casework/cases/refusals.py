"""Why something cannot be done to a case. Each docstring is read by a person."""

from typing import Any

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchCase(NotFound):
    """没有这个办件，或者它不归您看。请核对办件号。"""


class NoSuchDraft(NotFound):
    """这份草稿不在了：可能已经提交，或者过了保存期。请到“我的”看看。"""


class NoSuchPage(NotFound):
    """这份材料只有 {pages} 页，没有第 {page} 页。"""


class PageNotDrawn(Refusal):
    """第 {page} 页画不出来。请下载原件查看；也可以请申请人重交这一份。"""


class NotYourPost(NotAllowed):
    """这一步由“{title}”岗位办理，您不在这个岗位上。"""


class NotYourCase(NotAllowed):
    """只有申请人能做这件事。"""


class NotInYourMandate(NotAllowed):
    """您是受托办理，对方的授权不包括这件事里的“{act}”。要做，请对方改授权，或者由本人来办。"""


class HandedToNobody(BadInput):
    """请选接手的人：要有本单位正在生效的授权，并且授权包括这些事项：{services}。"""


class PartOfABundle(Refusal):
    """这件是一件事 {number} 里的一项，补正和撤回要在那一页一起办。"""


class SameHands(NotAllowed):
    """审查和决定要由不同的人办。您审查过这件，请转给另一位决定人。"""


class WrongStage(Refusal):
    """这件现在是“{stage}”，做不了这一步。刷新页面看看最新进展。"""


class AlreadyDecided(Refusal):
    """这件已经由别人作出决定，您这次没有生效。"""


class AlreadyTold(Refusal):
    """缺什么要一次说全，只能告知一次。这件已经告知过了。"""


class TooLateToTell(Refusal):
    """收到申请已超过 {limit} 个工作日还没有告知，按法律从收到之日起就算受理，不能再要求补正。"""


class Contradiction(BadInput):
    """{sentence}请回到情形那一步改一个。"""


class NothingUnmet(Refusal):
    """没有选出不符合的要点，补正告知书不能是空的。"""


class UnknownPoint(BadInput):
    """要点“{point}”不在这件的审查清单里。清单以外的要求不能提。"""


class PointsNotJudged(Refusal):
    """还有 {count} 个要点没有看：{titles}。全部看完才能一次说全。"""


class PointsUnmet(Refusal):
    """还有 {count} 个要点不符合：{titles}。先改判，或者发补正告知书。"""


class NotAskedToCorrect(Refusal):
    """这件没有要求补正，不用再交材料。"""


class NothingCorrected(BadInput):
    """还没有改任何一处。请按告知书逐条补上。"""


class NotEverythingCorrected(BadInput):
    """还差这些没有补：{titles}。"""


class StepNotOpen(Refusal):
    """“{title}”这一步还没轮到，或者已经办完。"""


class StepsUnfinished(Refusal):
    """这些步骤还没办完：{titles}。办完才能决定。"""


class NoOpinionChosen(BadInput):
    """请选同意还是不同意，再交下一步。"""


class StillHanging(Refusal):
    """公示要满 {days} 天，到{until}才能结束。"""


class ReasonsNeeded(BadInput):
    """请写明理由。申请人有权知道为什么。"""


class OutsideTheStandard(BadInput):
    """这样决定和公布的裁量基准不一样。请写明为什么。"""


class AmountMissing(BadInput):
    """准予的话，请写明给多少（{called}）。"""


class AmountNotAbove(BadInput):
    """给的数要比 0 大。"""


class UnknownGround(BadInput):
    """不予受理只有三种理由：不需要办、不归本机关办、依法不能申请。"""


class RightBodyNeeded(BadInput):
    """不归本机关办的，要告诉申请人该找哪个机关。"""


class ClockStands(Refusal):
    """这件正在“{procedure}”，计时已停。先恢复计时再办。"""


class ClockRuns(Refusal):
    """这件的计时没有停，不用恢复。"""


class UnknownProcedure(BadInput):
    """“{procedure}”不是这个事项公布的特别程序，不能停止计时。"""


class ExtendedAlready(Refusal):
    """期限只能延长一次，这件已经延长过了。"""


class ExtensionTooLong(BadInput):
    """最多延长 {limit} 个工作日。"""


class TooLateToExtend(Refusal):
    """法定期限{due}已经过了，不能再延长。"""


class NoExtension(Refusal):
    """这个事项依法不能延长期限。"""


class TooLateToWithdraw(Refusal):
    """已经作出决定，不能撤回了。对结果不服可以申请复议或者起诉。"""


class NotDecided(Refusal):
    """还没有作出决定，不能送达。"""


class NotOpenYet(Refusal):
    """现在不在受理期。下一期：{window}。"""


class NotOffered(Refusal):
    """这个地方的机关不办这件事。请换一个地方。"""


class ServiceChanged(Refusal):
    """这个事项在您填写期间更新了。您填的都在，请核对一遍再提交。"""


class WrongApplicant(Refusal):
    """这件事只能由{who}申请。请换对应的账号登录。"""


class AssuranceTooLow(NotAllowed):
    """办这件事要先“{name}”（实名等级 {level}）。{how}填好的内容都还在，核实后接着提交。"""


class AnswersIncomplete(BadInput):
    """还有 {count} 处要改。{first}"""

    def __init__(self, *, problems: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(where=problems[0][0], count=len(problems), first=problems[0][1], **rest)
        self.problems = problems


class LicenceInTheWay(BadInput):
    """{sentence}"""


class LicenceCannotFollow(Refusal):
    """{problem}现在不能准予。可以不予批准并写明理由；还能恢复的，等恢复了再决定。"""


class LicenceWouldBeOver(Refusal):
    """新证的有效期到 {day} 为止，这一天已经过了，不能准予。请核对申请填的日子，或者不予批准。"""


class DocumentsMissing(BadInput):
    """还缺材料：{names}。"""


class NotThisDocument(BadInput):
    """这件事不要求“{document}”，不用交。"""


class TooManyFiles(BadInput):
    """“{document}”最多交 {limit} 个文件。请合并，或者先删掉一个。"""


class KeyUsedBefore(BadInput):
    """这个编号已经用在办件 {number} 上，内容和这次不同。请换一个编号再提交。"""


class CasesUnderWay(Refusal):
    """您还有 {count} 件事没办完（{titles}）。先办完，或者先撤回，再来注销。"""


class TakenByAnother(Refusal):
    """{name} 已经领了这一件。要换人，请他退回，或者让监督岗转交。"""


class NotInYourHands(Refusal):
    """“{title}”这一步不在您手上，不用退回。"""


class NotAColleague(BadInput):
    """只能交给同一个岗位的同事。"""


class ColleagueAway(Refusal):
    """这位同事今天请假，请交给别人。"""


class NotThisTurn(Refusal):
    """这一件现在轮不到您这样办，可能别人已经办过了。打开看看它走到哪了。"""


class TooManyAtOnce(BadInput):
    """一次最多办 {limit} 件，请分几次。"""


class NothingChosen(BadInput):
    """还没有选件。请在清单里勾选。"""
