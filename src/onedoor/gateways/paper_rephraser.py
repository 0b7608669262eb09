"""The paper twin of a machine that rephrases: the very protocol, its own process, a list of words.

It puts plain words in the place of official ones and knows no more.
"""

from pathlib import Path
from typing import Any

from onedoor.gateways.signed_http import Said, SignedServer

# Longer words first, so that none is cut in two.
_PLAIN = (
    ("办理时限", "多久办好"), ("法定期限", "法律给的期限"), ("申请人", "您"), ("携带", "带上"),
    ("提交", "交"), ("领取", "拿"), ("前往", "去"), ("告知", "告诉"), ("予以", ""), ("进行", ""),
)  # fmt: skip


class PaperRephraser(SignedServer):
    """Answers with the passage in plainer words; `facts` are host, port, client and secret."""

    def answer(self, path: str, asked: Said) -> tuple[int, Said]:
        """The passage, its official words exchanged."""
        text = str(asked["text"])
        for official, plain in _PLAIN:
            text = text.replace(official, plain)
        return 200, {"text": text}


def server(facts: dict[str, Any], _packs: Path) -> PaperRephraser:
    """The rephraser, bound to its port and not yet serving."""
    return PaperRephraser(facts)
