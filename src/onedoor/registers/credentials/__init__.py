"""Credentials: licences as their holders carry them in a wallet, for anybody's software to check.

A *credential* is a copy of a licence, signed for one key of one wallet, and no licence of its own:
how it stands is asked of the licence at that moment, so what is done to the licence reaches every
credential by itself. One, bound to no key, and a *slip* are made with the licence. Its holder may
stop one without touching the licence. An *offer* lets a wallet fetch it once. This room keeps what
was given out and its keys, never what was shown.
Words: credential 数字凭证 · offer 领取码 · stop 停用 · status list 状态清单 · format 凭证格式.
"""

PUBLIC = ("refusals",)
