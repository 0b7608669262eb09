"""What time itself brings about; each run is harmless."""

from onedoor.casework.bundles.actions import forget_old_bundle_drafts
from onedoor.kernel.jobs import daily


@daily(3, 25)
def forget_bundle_drafts() -> None:
    """Drafts are kept no longer than was promised."""
    forget_old_bundle_drafts()
