"""Why not, about subscriptions."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NothingToFollow(NotFound):
    """没有这样东西可以关注，可能已经取消或改名。请从指南、公开信息或者“人生大事”进来。"""


class OnlyForOneself(NotAllowed):
    """关注只能由本人设。您正在替别人办事，先换回自己。"""


class NoSuchWay(BadInput):
    """请选怎么告诉您：只写在消息里、另发短信，或者另发邮件。"""


class TooManySubscriptions(Refusal):
    """最多关注 {most} 样。先取消几样不要的，再来关注。"""
