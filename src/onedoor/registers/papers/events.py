"""What has happened to papers."""

from dataclasses import dataclass

from onedoor.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PaperNews(Event):
    """`subject` is the chain the paper belongs to: the case number."""

    paper: str
    kind: str
    number: str


@dataclass(frozen=True, kw_only=True)
class PaperIssued(PaperNews, name="paper.issued"):
    """A paper was numbered, sealed and kept; `digest` is the SHA-256 of the sealed file.

    `ofd` is that of the same paper as an OFD file, where there is one; `seal` is what sealed it.
    """

    title: str
    agency: str
    digest: str
    ofd: str = ""
    seal: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperMarked(PaperNews, name="paper.marked"):
    """A paper's standing changed: suspended, withdrawn, or in force again."""

    standing: str
    reasons: str
