"""What the hour brings about: verdicts and comments are kept no longer than their time."""

from onedoor.kernel.jobs import daily
from onedoor.oversight.comments.actions import forget_comments


@daily(3, 55)
def forget_what_was_said_of_guides() -> None:
    """个人信息保护法 47 (1): what has served its purpose is removed."""
    forget_comments()
