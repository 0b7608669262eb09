"""Why not, about verdicts and comments."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class UsefulOrNot(BadInput):
    """请选有用还是没用。"""


class SayWhy(BadInput):
    """请选一个原因，编辑才知道改哪里。"""


class NothingTold(BadInput):
    """写几句您是怎么办的，例如“先在网上交，第三天就收到了”。"""


class TooMuchTold(BadInput):
    """最多写 {limit} 个字，现在有 {count} 个。"""


class TellsWho(BadInput):
    """里面有能认出人的信息：{found}。请拿掉再交。"""


class EnoughVerdicts(Refusal):
    """今天从这里已经说了 {count} 次，都记下了。明天可以接着说；着急打 12345。"""

    status = 429


class EnoughComments(Refusal):
    """今天已经收到您写的 {count} 条，明天可以接着写。"""

    status = 429


class NotDoneYet(Refusal):
    """您名下没有近 {months} 个月办完的这件事。办完以后再来说说；现在有话要说，可以写留言。"""


class ToldAlready(Refusal):
    """这件事您已经写过一条。要改，先收回那一条。"""


class OnlyForOneself(NotAllowed):
    """只能说自己办的事，替别人办的不能在这里写。"""


class NoSuchComment(NotFound):
    """没有这一条，或者已经收回、撤下了。"""


class NotYoursToModerate(NotAllowed):
    """看和放行办事经验，由办这件事的机关的编辑岗或监督岗来做。"""


class NotWaiting(Refusal):
    """这一条已经有人处理过了，刷新页面看看。"""


class NotShown(Refusal):
    """这一条现在没有公开。"""
