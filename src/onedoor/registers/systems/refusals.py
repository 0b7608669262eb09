"""Why something about systems cannot be done: sentences for people."""

from onedoor.kernel.refusals import NotFound, Refusal


class NoSuchSystem(NotFound):
    """没有这个系统。"""


class NotYourOffice(Refusal):
    """这件事不归您这个岗位管：系统管理员登记和停用系统，安全管理员审核。"""

    status = 403


class OwnProposal(Refusal):
    """自己登记的系统要由另一个人审核。"""

    status = 403


class AlreadyReviewed(Refusal):
    """这个系统已经审核过了。"""


class NotInUse(Refusal):
    """这个系统现在没有启用。"""


class NoReason(Refusal):
    """请写明原因。"""

    status = 422


class Missing(Refusal):
    """请填写这一项。"""

    status = 422


class NoFacts(Refusal):
    """至少选一项要用的信息；名单以外的不能给。"""

    status = 422


class BadAddress(Refusal):
    """地址要写完整，用 https 开头，不带 * 和 #；只有本机测试可以用 http://127.0.0.1。"""

    status = 422


class NoSuchLevel(Refusal):
    """没有这一级实名。"""

    status = 422


class CannotWithdraw(Refusal):
    """这个系统依法履行职责使用您的信息，不需要同意，也就没有同意可以撤回。您可以随时退出登录。"""
