"""What can be done to a bundle. Each act: find, refuse, change, record."""

from onedoor.casework.bundles.actions.correcting import correct_bundle
from onedoor.casework.bundles.actions.drafting import (
    begin_bundle,
    forget_old_bundle_drafts,
    hand_in_once,
    save_bundle,
    take_back_once,
)
from onedoor.casework.bundles.actions.ending import (
    answer_part,
    follow_the_part,
    go_on_with,
    withdraw_bundle,
    withdraw_part,
)
from onedoor.casework.bundles.actions.leaving import leave
from onedoor.casework.bundles.actions.moving import move_bundles, undo_bundle_move
from onedoor.casework.bundles.actions.reviewing import (
    accept_bundle,
    extend_bundle,
    request_bundle_corrections,
    review_bundle,
)
from onedoor.casework.bundles.actions.submitting import submit_bundle

__all__ = [
    "accept_bundle",
    "answer_part",
    "begin_bundle",
    "correct_bundle",
    "extend_bundle",
    "follow_the_part",
    "forget_old_bundle_drafts",
    "go_on_with",
    "hand_in_once",
    "leave",
    "move_bundles",
    "request_bundle_corrections",
    "review_bundle",
    "save_bundle",
    "submit_bundle",
    "take_back_once",
    "undo_bundle_move",
    "withdraw_bundle",
    "withdraw_part",
]
