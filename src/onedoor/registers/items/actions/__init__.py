"""What can be done to the list, to claims, and to lists of powers."""

from onedoor.registers.items.actions.claiming import claim_item, end_claim, fill_in, keep_claims
from onedoor.registers.items.actions.editing import (
    keep_items,
    propose_change,
    publish_change,
    review_change,
    withdraw_change,
)
from onedoor.registers.items.actions.following import follow_the_list
from onedoor.registers.items.actions.publishing import keep_catalogue, publish_powers

__all__ = [
    "claim_item",
    "end_claim",
    "fill_in",
    "follow_the_list",
    "keep_catalogue",
    "keep_claims",
    "keep_items",
    "propose_change",
    "publish_change",
    "publish_powers",
    "review_change",
    "withdraw_change",
]
