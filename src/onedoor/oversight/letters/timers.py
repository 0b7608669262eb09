"""What the hour brings about: letters without an account are kept no longer than their time."""

from onedoor.kernel.jobs import daily
from onedoor.oversight.letters.actions import forget_old_letters


@daily(3, 50)
def forget_letters() -> None:
    """个人信息保护法 47 (1): what has served its purpose is removed."""
    forget_old_letters()
