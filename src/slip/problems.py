"""What may be wrong with a slip, each with a sentence; and what a check comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slip.bundles import Bundle
    from slip.forms import Slip

# What nobody can know without a network: said with every slip that is otherwise good.
CANNOT_KNOW = "没有联网，查不到签发以后有没有被暂扣、撤销或注销。能上网时请再查一次。"

PROBLEMS: Mapping[str, str] = {
    "not-a-slip": "这不是离线核验单上的二维码。",
    "unreadable": "二维码的内容坏了，或者被改过，读不出来，不要采用。",
    "unknown-key": "签名的密钥不在这份密钥包里。请换新的密钥包再查；还查不到，不要采用。",
    "bad-signature": "内容和签名对不上，被改动过，不要采用。",
    "not-yet": "单子上的签发时间还没有到，请核对这台设备的日期。",
    "over": "这张核验单过了用到的日子，请持证人重新打印一张。",
    "bundle-over": "这份密钥包太旧了，请换新的再查。",
    "before-key": "签发时间不在这把密钥使用的时间以内，不要采用。",
}


class NotASlip(ValueError):
    """The text is no slip; `code` is one of PROBLEMS."""

    def __init__(self, code: str) -> None:
        super().__init__(PROBLEMS[code])
        self.code = code


@dataclass(frozen=True)
class Report:
    """What a check found. `good` needs all to hold; `slip` is None where nothing could be read.

    `proven` says whether the signature is right: only then may what the slip says be shown.
    """

    problems: tuple[str, ...] = ()
    slip: "Slip | None" = None
    proven: bool = False

    @property
    def good(self) -> bool:
        return self.proven and not self.problems

    @property
    def sentences(self) -> tuple[str, ...]:
        """In words: what is wrong, or what cannot be known."""
        if self.good:
            return (CANNOT_KNOW,)
        return tuple(PROBLEMS[code] for code in self.problems)


def check(text: str, *, bundle: "Bundle", at: int) -> Report:
    """Check a slip against a key bundle at the second `at` of the epoch; never raises."""
    from slip.forms import read, signed_by

    problems = ["bundle-over"] if at >= bundle.until else []
    try:
        found = read(text)
    except NotASlip as wrong:
        return Report((wrong.code,))
    key = bundle.key(found.kid)
    if key is None:
        return Report(("unknown-key", *problems))
    if not signed_by(found, key.point):
        return Report(("bad-signature",))
    if not key.since <= found.issued_at <= key.until:
        problems.append("before-key")
    if found.issued_at > at + 300:
        problems.append("not-yet")
    if at >= found.until:
        problems.append("over")
    return Report(tuple(problems), found, proven=True)
