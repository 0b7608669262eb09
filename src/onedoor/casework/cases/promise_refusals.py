"""Why something cannot be done with a promise or a signature. Read by a person."""

from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal


class NoSuchPromise(NotFound):
    """这件事现在没有这份承诺。请回到申请里看看。"""


class PromiseClosed(Refusal):
    """您以前的承诺没有兑现（{title}），到{until}以前要先补救好，才能再用承诺代替材料。请改交材料。"""


class PromisedDocumentsMissing(Refusal):
    """申请人承诺后补的材料还没有交：{names}，最晚{due}。交来以后才能决定。"""


class NothingPutOff(Refusal):
    """这份承诺没有要后补的材料，或者已经交过了。"""


class PromisedNotThere(BadInput):
    """还没有交：{names}。请先选文件。"""


class NotToBeChecked(Refusal):
    """这份承诺现在不用核查，可能已经有人查过了。"""


class FindingNeedsReasons(BadInput):
    """没有兑现的，要写明查到了什么、凭什么这样认定。当事人会看到。"""


class NotBroken(Refusal):
    """这份承诺没有被认定为没兑现，不用申辩，也不用补救。"""


class ObjectedAlready(Refusal):
    """您已经申辩过一次，机关已经收到。不同意答复，可以申请行政复议。"""


class NoObjection(Refusal):
    """这份承诺没有等着答复的申辩。"""


class NoRepair(Refusal):
    """这份承诺没有等着核对的补救。"""


class OtherHands(NotAllowed):
    """申辩要由没有参加核查的人来看。请交给另一位。"""


class NoSuchSigning(NotFound):
    """这个签名链接打不开：可能已经过期、撤回，或者内容改过。请让申请人再发一次。"""


class SignaturesMissing(Refusal):
    """还差这些人签名：{names}。都签好才能提交。"""


class NothingToSign(Refusal):
    """这件事不用别人签名。"""


class NoContact(BadInput):
    """还没有填“{title}”的姓名和联系办法，没法请他签名。"""


class NotThisSigner(NotAllowed):
    """这份申请等“{title}”签名，名字和您的账号对不上。请让申请人核对后重发。"""


class SignedAlready(Refusal):
    """您已经签过，或者已经说了不签。"""


class DeclineNeedsReasons(BadInput):
    """不签要写明原因，申请人好改。"""


class SignerNotProven(NotAllowed):
    """签名前要先“{name}”（实名等级 {level}）。{how}"""


class NotAskedForOthers(NotAllowed):
    """签名要本人签，不能在代别人办理的时候签。先换回自己。"""
