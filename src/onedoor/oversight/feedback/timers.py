"""What the hour brings about: looks at personal data are kept no longer than their time."""

from onedoor.kernel.jobs import daily
from onedoor.kernel.readings import forget_old_readings


@daily(3, 40)
def forget_looks() -> None:
    """个人信息保护法 47 (3): what has been kept its time is removed."""
    forget_old_readings()
