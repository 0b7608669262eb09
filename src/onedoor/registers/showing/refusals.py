"""Why a licence cannot be shown, seen or copied: sentences for people."""

from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal


class NoSuchShow(NotFound):
    """没有这个码，或者它已经换过了。请让对方再出示一次。"""


class ShowIsOver(Refusal):
    """这个码已经过了 60 秒，不能再看。请让对方换一个新码。"""

    status = 410


class ShownAlready(Refusal):
    """这个码已经有人看过一次，不能再看。请让对方再出示一次。"""

    status = 410


class ShowEnded(Refusal):
    """这次出示已经结束了，要再给人看，请重新出示。"""


class TriedTooOften(Refusal):
    """试错的次数太多了，请等到 {until} 以后再试。"""

    status = 429


class NothingChosen(Refusal):
    """至少选一项要给对方看的内容。"""

    status = 422


class NoSuchFact(Refusal):
    """证上没有“{label}”这一项。"""

    status = 422


class NoSuchPurpose(Refusal):
    """请选一个用途。"""

    status = 422


class NotYoursToShow(NotAllowed):
    """您是受托办理，对方的授权不包括使用证照。"""


class NotOfAType(Refusal):
    """补录时没有写明这是哪一种证，不能用码出示。"""


class OnlyTheHolder(NotAllowed):
    """让别的机关或系统看证，要本人或者法定代表人来定。"""


class NobodyNamed(Refusal):
    """请选让哪个机关或系统看。"""

    status = 422


class TooLate(Refusal):
    """最后一天要在今天或以后，最远到 {until}。"""

    status = 422


class Authorised(Refusal):
    """为这个用途已经授权给“{name}”了；要改内容或日期，请先终止原来的。"""


class NoSuchAuthorisation(NotFound):
    """没有这份授权。"""


class AuthorisationOver(Refusal):
    """持证人的授权已经终止，或者过了最后一天，不能再看。还要看，请持证人重新授权。"""

    status = 410


class ReasonMissing(Refusal):
    """请写明{what}，不超过 {most} 个字。"""

    status = 422


class CopyOver(Refusal):
    """这份加注件的最后一天已经过了，不能再下载。需要时可以重新做一份。"""

    status = 410


class NotAuthorised(NotAllowed):
    """持证人没有为这个用途授权贵系统看这张证，也没有依法可以直接看的依据。"""


class NotForThisPurpose(NotAllowed):
    """持证人的授权只用于“{allowed}”，不能用于这次的用途。"""


class NotTheseFacts(NotAllowed):
    """持证人的授权不包括“{labels}”。"""


class NotThisLaw(NotAllowed):
    """贵系统登记的法律依据是“{basis}”，这次写的对不上。"""


class NotByLaw(NotAllowed):
    """不经持证人授权、依法直接看的，只能用于办理政务服务事项或者检查核对。"""


class LicencesNotApproved(NotAllowed):
    """这个系统登记时没有申请“电子证照”，或者没有审核通过，不能调用证照。"""
