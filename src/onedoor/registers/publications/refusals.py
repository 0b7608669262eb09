"""Why a piece cannot be written, published or seen: sentences for people."""

from collections.abc import Sequence

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.registers.publications.scanning import Finding


class NoSuchPiece(NotFound):
    """没有这条信息，请核对地址，或者从信息公开的目录里找。"""


class TakenDown(Refusal):
    """《{title}》已于 {day} 撤下：{why}"""

    status = 410


class NotYourAgency(NotAllowed):
    """这是别的机关的信息，只能由那个机关的编辑岗和审签岗处理。"""


class NotYourSitesPiece(NotAllowed):
    """这是“{site}”站点的信息，只能由那个站点的编辑和审签办。什么都没有改。"""


class ShownElsewhere(NotFound):
    """这条信息不在本站发布，它在“{site}”站点。"""


class NotReceived(Refusal):
    """这条不是别的站点共享来的，不能这样隐藏。自己站点的信息由审签岗撤下。"""


class UrgentStays(Refusal):
    """紧急通知各站点都要显示，不能隐藏。有错请联系“{site}”站点撤下。"""


class OnlyNoticesAreUrgent(Refusal):
    """只有通知公告能设为紧急。"""

    status = 422


class PictureUnreadable(BadInput):
    """图片“{name}”读不出来。请用看图软件打开，另存一份再传。"""


class KindNotTaken(Refusal):
    """“{site}”的站点不接收这一类信息，没有共享。请去掉它，或者请对方改接收的规则。"""

    status = 422


class HiddenAlready(Refusal):
    """本站已经隐藏了这一条。"""


class NotHidden(Refusal):
    """本站没有隐藏这一条，它正在显示。"""


class NotAnEditor(NotAllowed):
    """写信息、改信息由本机关的编辑岗办，这件事不归您的岗位办。"""


class NotAChief(NotAllowed):
    """签发、退改、撤下由本机关的审签岗办，这件事不归您的岗位办。"""


class OwnPiece(NotAllowed):
    """自己送审的信息不能自己签发，请另一位审签的同事来办。"""


class Lacking(Refusal):
    """请填写{what}。"""

    status = 422


class WrongKind(Refusal):
    """“{column}”栏目不放这一类信息，请另选栏目。"""

    status = 422


class NoSuchMatter(Refusal):
    """没有找到事项“{matter}”，请从列表里选。"""

    status = 422


class WrongDays(Refusal):
    """{which}的日子不对：{why}。"""

    status = 422


class TooLong(BadInput):
    """这一格写得太长了，最多 {most} 个字。您写的还在，请删短再保存。"""


class ChangedMeanwhile(Refusal):
    """您打开以后，{name}又改过这一条。您写的还在这一页上，请先看看对方改了什么，再保存。"""


class NotNow(Refusal):
    """这一条现在{state}，不能这样办。"""


class NotFitToShow(Refusal):
    """还有 {count} 处不能发布，请先改好：{first}"""

    status = 422

    def __init__(self, *, findings: Sequence[Finding], first: str, where: str) -> None:
        self.findings = tuple(findings)
        super().__init__(where=where, count=len(findings), first=first)


class NotLookedAt(Refusal):
    """还有 {count} 处要您看过才能签发：{first}"""

    status = 422

    def __init__(self, *, findings: Sequence[Finding], first: str) -> None:
        self.findings = tuple(findings)
        super().__init__(where="looked_at", count=len(findings), first=first)


class TooManyFiles(Refusal):
    """一条信息最多附 {most} 个文件。"""

    status = 422


class SameName(Refusal):
    """已经有一个叫“{name}”的文件，请先拿掉它，或者换个名字再传。"""

    status = 422


class NothingChanged(Refusal):
    """和线上的版本一字不差，没有要发布的改动。"""

    status = 422
