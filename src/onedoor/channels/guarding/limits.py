"""How often something may be tried, as values: no database. Numbers are a matter of judgement."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Up to `most` times in one span; from `easy` times on, only with a challenge answered."""

    what: str
    span: timedelta
    most: int
    easy: int = 0


@dataclass(frozen=True)
class Count:
    """How often it was in the span that runs, and until when that span lasts."""

    n: int
    until: datetime


# Wrong passwords and wrong codes: on one account, from one address, and everywhere together.
ON_ACCOUNT = Limit(what="wrong-on-account", span=timedelta(minutes=15), most=10, easy=3)
FROM_ADDRESS = Limit(what="wrong-from-address", span=timedelta(minutes=15), most=100, easy=5)
EVERYWHERE = Limit(what="wrong-everywhere", span=timedelta(minutes=5), most=10**9, easy=200)
# Codes: one a minute to a telephone or mailbox, and so many an hour and a day.
CODE_SOON = Limit(what="code-soon", span=timedelta(seconds=60), most=1)
CODE_HOUR = Limit(what="code-hour", span=timedelta(hours=1), most=5)
CODE_DAY = Limit(what="code-day", span=timedelta(days=1), most=10)
CODE_GUESS = Limit(what="code-guess", span=timedelta(minutes=30), most=3)
CODE_ADDRESS = Limit(what="code-address", span=timedelta(hours=1), most=60)
# Without script one waits instead of computing; not without end from one address.
WAITED = Limit(what="waited", span=timedelta(hours=1), most=20)
# Wallets: requests from one address, and codes or digits that were wrong.
WALLET_ADDRESS = Limit(what="wallet-address", span=timedelta(minutes=5), most=300)
WALLET_WRONG = Limit(what="wallet-wrong", span=timedelta(minutes=15), most=30)
# Letters without an account from one address; the number a day is data of the letters.
LETTERS = Limit(what="letters-from-address", span=timedelta(days=1), most=10**9)
# Verdicts on guides and reports of comments from one address; the numbers are data of the comments.
VERDICTS = Limit(what="verdicts-from-address", span=timedelta(days=1), most=10**9)
REPORTS = Limit(what="reports-from-address", span=timedelta(days=1), most=10**9)
