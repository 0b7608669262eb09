"""What can be wrong with a credential: a code for machines, a sentence for a person."""

PROBLEMS = {
    "too-long": "内容太长，不是电子凭证。",
    "not-a-token": "这不是一份电子凭证：格式不对，可能没有复制完整。",
    "not-canonical": "凭证的文字被改动过：编码不是签发时的写法。",
    "twice-named": "凭证里同一个名称出现了两次，不能采信。",
    "too-deep": "凭证的层次太深，不能采信。",
    "bad-header": "凭证的文件头不完整，不能采信。",
    "bad-algorithm": "凭证没有用 ES256 签名，不能采信。",
    "critical": "凭证要求的特殊处理这里不认识，不能采信。",
    "wrong-type": "这不是这里能查验的凭证种类。",
    "unknown-key": "签名的密钥不是签发者现在公布的密钥。",
    "bad-signature": "签名不对：内容在签发以后被改动过，或者不是这个签发者签的。",
    "bad-hash": "凭证用的摘要算法不是 SHA-256，不能采信。",
    "bad-disclosure": "出示的某一项写得不合规，不能采信。",
    "reserved-name": "出示的某一项用了保留的名称，不能采信。",
    "name-taken": "出示的某一项和凭证里已有的重名，不能采信。",
    "digest-twice": "同一个摘要在凭证里出现了两次，不能采信。",
    "not-referenced": "出示的某一项不属于这份凭证：它被改动过，或者是别处拿来的。",
    "bad-claims": "凭证里必须写明的内容缺少或者写错了。",
    "expired": "凭证已经过期。",
    "not-yet": "凭证还没有到生效的时间。",
    "from-tomorrow": "凭证上的签发时间在将来，不能采信。",
    "no-binding": "没有出示人的签名，不能说明出示的人就是持证人。",
    "binding-wanted-none": "凭证没有绑定持证人的密钥，却带着出示人的签名，不能采信。",
    "binding-type": "出示人的签名不是规定的种类，不能采信。",
    "binding-signature": "出示人的签名不对：不是持证人的密钥签的。",
    "binding-hash": "出示人的签名是给另一份内容签的：出示的项目被增减过。",
    "binding-nonce": "出示人的签名不是为这一次查验签的。",
    "binding-audience": "出示人的签名是给别人的，不是给这里的。",
    "binding-time": "出示人的签名太久了，或者时间在将来。",
    "status-type": "状态清单的种类不对，不能采信。",
    "status-other": "状态清单不是这份凭证指明的那一张。",
    "status-expired": "状态清单已经过期，要重新取一份。",
    "status-broken": "状态清单打不开，不能采信。",
    "status-outside": "凭证的编号不在状态清单里，说不出它现在的状态。",
    "proof-type": "钱包的证明不是规定的种类。",
    "proof-key": "钱包的证明没有写明它自己的密钥，或者写得不对。",
    "proof-audience": "钱包的证明不是给这个签发者的。",
    "proof-time": "钱包的证明太久了，或者时间在将来。",
    "proof-nonce": "钱包的证明没有用这次给的随机数。",
}


class Refused(ValueError):
    """Something read from outside does not hold; `code` names it, str() says it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(PROBLEMS[code])
