"""What can be wrong with an act on a card."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchCard(NotFound):
    """没有这张监察牌，或者不归您看。"""


class NotYourCard(NotAllowed):
    """只有被监察的机关能说明和整改这张牌。"""


class NotTheWatcher(NotAllowed):
    """这张牌由监察机关的监督岗处理，不归您的岗位。"""


class OwnUnit(NotAllowed):
    """您也在被监察的机关任职，不能监察自己的机关。请换一位同事来办。"""


class InvolvedYourself(NotAllowed):
    """这件事您自己经手过，不能由您来监察。请换一位同事来办。"""


class NoReasons(BadInput):
    """请写明理由，对方会原样读到。"""


class NoEvidence(BadInput):
    """请写明凭据：哪份文书、哪条记录、在哪里能查到。"""


class TooLong(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class NotNow(Refusal):
    """这张牌现在不到这一步。请刷新页面，看看它走到了哪里。"""


class ExplainFirst(Refusal):
    """机关还没有说明。说明期到 {due}，说明以后或者过了这一天，才能认定或者撤销。"""


class OnlyAWarning(Refusal):
    """预警只提醒、不追究：事情按时办完，它自己就消了。"""


class DueInThePast(BadInput):
    """整改期限要在今天以后。"""
