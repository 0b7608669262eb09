"""Why a request cannot be read. Each docstring is read by a person or kept in a log."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class KeyNeeded(Refusal):
    """请在 Authorization 头里带上 Bearer 密钥；密钥可能写错、过期或被收回。"""

    status = 401


class KeyForNobody(NotAllowed):
    """这个密钥不代表个人或企业，不能提出申请、查看办件。"""


class SystemNeeded(Refusal):
    """请用系统登记时得到的编号和密钥（HTTP Basic）；系统可能没有通过审核，或者已经停用。"""

    status = 401


class NoSuchAddress(NotFound):
    """接口里没有这个地址。所有地址都列在 /api/v1/openapi.json。"""


class MethodNotKnown(Refusal):
    """这个地址不接受 {method}，可以用 {allowed}。"""

    status = 405


class NotReadable(Refusal):
    """请求读不懂：{why}"""

    status = 400


class RequestTooLong(Refusal):
    """整个请求最多 {limit} MB。请压缩文件，或者少交几个。"""

    status = 413


class NotThisFormat(Refusal):
    """这里要用 {wanted} 格式提交。"""

    status = 415


class NotAsDescribed(BadInput):
    """请求和接口说明不一致，有 {count} 处要改。"""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(where=problems[0][0] if problems else "", count=len(problems))
        self.problems = problems


class UnknownPart(BadInput):
    """这件事没有编号为“{name}”的材料，请照指南里的材料编号命名。"""


class IdempotencyKeyNeeded(Refusal):
    """请在 Idempotency-Key 头里带上这次提交的编号，1 到 80 个字母、数字或符号。重试时用同一个。"""

    status = 400


class OurFault(Refusal):
    """系统出错了，已经记录。您的数据没有变，请稍后再试。"""

    status = 500
