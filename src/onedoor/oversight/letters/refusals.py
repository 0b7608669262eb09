"""Why not, about letters."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchKind(NotFound):
    """没有这一类留言，请从咨询、投诉、举报、建议这些里选。"""


class NothingWritten(BadInput):
    """写一句您想说的，例如“办这个要几天”。"""


class NothingAnswered(BadInput):
    """请写明答复，写的人会原样读到。"""


class NoReason(BadInput):
    """请写明理由，写的人会读到。"""


class TooLong(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class WhichAgency(BadInput):
    """选一个机关。不知道归谁管，选政务服务中心，由他们转。"""


class BadContact(BadInput):
    """这不是电话也不是邮箱。不想留可以空着，凭查询码看答复。"""


class NotYourCase(BadInput):
    """您名下没有这个办件号。不填也能写。"""


class WaitForTheAnswer(Refusal):
    """这件说了 {count} 次，正在办，最晚 {due} 答复。答复以后可以接着说；着急打 12345。"""

    status = 429


class EnoughToday(Refusal):
    """今天已经收到您写的 {count} 件，都在办，一件不丢。明天可以接着写；着急打 12345。"""

    status = 429


class EnoughFromHere(EnoughToday):
    """从这个网络今天已经写了 {count} 件。登录以后就能接着写，写好的都带过去；着急打 12345。"""


class NoSuchLetter(NotFound):
    """没有这件留言，或者不归您看。请对照查询码再看一遍。"""


class NotYoursToAnswer(NotAllowed):
    """这件留言不归您的岗位答复。"""


class NotToTheAccused(Refusal):
    """留言说的就是这个机关，不能转给它，也不能让它看到。"""


class NoSuchWrong(BadInput):
    """没有这一项，请从列出的里面选。"""


class FindingNotSaid(BadInput):
    """写的人说的是“{wrong}”。先选查下来是不是这样，再答复。"""


class SameAgency(BadInput):
    """这件本来就归这个机关，不用转。"""


class AlreadyAnswered(Refusal):
    """这件留言已经答复过了。"""


class NotAnsweredYet(Refusal):
    """还没有答复，等答复以后再说。"""


class ExtendedOnce(Refusal):
    """已经延过一次，不能再延。"""


class PastItsDay(Refusal):
    """已经过了答复的日子，不能再延，请尽快答复。"""


class NotTheSame(Refusal):
    """只能并同一个机关在办的、同一类的留言。"""


class MergedAlready(Refusal):
    """这件已经并到别的一件里，和它一起答复。"""


class WriterSaysNo(Refusal):
    """写的人不同意公开，这一件不能公开。"""


class StillPersonal(BadInput):
    """里面还有能认出人的信息：{found}。改成“某某”再公开。"""


class NothingToRelease(Refusal):
    """还没有改好的公开稿。"""


class NothingNew(BadInput):
    """和公开的一样，没有改动。写上改了什么、什么时候改好的。"""


class TwoPersons(Refusal):
    """改稿的人自己不能放行，请本机关另一位监督岗来看。"""


class NotTheSupervisor(NotAllowed):
    """公开答复由本机关的监督岗放行。"""
