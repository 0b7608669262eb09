"""What can be done to bodies, posts, rights and offices. Each act: find, refuse, change, record."""

from onedoor.registers.agencies.actions.absences import (
    delegate,
    end_delegation,
    end_leave,
    record_leave,
)
from onedoor.registers.agencies.actions.administering import dismiss_administrator, found_office
from onedoor.registers.agencies.actions.appointing import appoint, dismiss, let_go, succeed
from onedoor.registers.agencies.actions.granting import Right, keep_published, take_authority
from onedoor.registers.agencies.actions.keeping import (
    AgencyKept,
    DivisionKept,
    StationKept,
    close_department,
    keep_agencies,
    keep_department,
    keep_divisions,
    keep_post,
    keep_stations,
)
from onedoor.registers.agencies.actions.proposing import (
    confirm,
    decline,
    keep_the_rest,
    propose_administrator,
    propose_grant,
    review_right,
)
from onedoor.registers.agencies.actions.setting import set_policy
from onedoor.registers.agencies.refusals import EndsBeforeItBegins

__all__ = [
    "AgencyKept",
    "DivisionKept",
    "EndsBeforeItBegins",
    "Right",
    "StationKept",
    "appoint",
    "close_department",
    "confirm",
    "decline",
    "delegate",
    "dismiss",
    "dismiss_administrator",
    "end_delegation",
    "end_leave",
    "found_office",
    "keep_agencies",
    "keep_department",
    "keep_divisions",
    "keep_post",
    "keep_published",
    "keep_stations",
    "keep_the_rest",
    "let_go",
    "propose_administrator",
    "propose_grant",
    "record_leave",
    "review_right",
    "set_policy",
    "succeed",
    "take_authority",
]
