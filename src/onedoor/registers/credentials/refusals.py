"""What stands in the way: for people, and for wallets in the words of OpenID4VCI."""

from onedoor.kernel.refusals import Refusal


class LicenceNotInForce(Refusal):
    """这张证照现在不在有效状态，不能做成数字凭证。"""


class KindNotCarried(Refusal):
    """这种证照的事项已经不办了，还不能做成数字凭证。请用 PDF。"""


class TooLong(Refusal):
    """名称和编号太长，一个二维码印不下，这张证照没有离线核验单。请用 PDF。"""


class TooManyOffers(Refusal):
    """这张证照一小时里已经做了 {most} 个领取码，请过一会儿再做。"""

    status = 429


class StoppedAlready(Refusal):
    """这份数字凭证已经停用了。"""


class WalletRefused(Refusal):
    """钱包的请求不对（{error}）。"""

    status = 400
    error = "invalid_request"

    def __init__(self) -> None:
        super().__init__(error=self.error)


class NoSuchOffer(WalletRefused):
    """领取码不对、用过了或者过期了。"""

    error = "invalid_grant"


class DigitsMissing(WalletRefused):
    """领取时要填网页上的 6 位数字。"""

    error = "invalid_request"


class NoSuchTicket(WalletRefused):
    """领取的凭据不对或者过期了。"""

    status = 401
    error = "invalid_token"


class NoSuchFormat(WalletRefused):
    """没有这种凭证。"""

    error = "unknown_credential_configuration"


class FetchedAlready(WalletRefused):
    """这种格式已经领过了，再领请做一个新的领取码。"""

    error = "credential_request_denied"


class LicenceGone(WalletRefused):
    """证照已经不在有效状态。"""

    error = "credential_request_denied"
