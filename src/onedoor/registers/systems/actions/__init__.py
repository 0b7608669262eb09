"""What can be done about systems, consents, sign-ins, and what is spent at the token endpoint."""

from onedoor.registers.systems.actions.consenting import consent, withdraw_consent
from onedoor.registers.systems.actions.ending import (
    end_sessions_that_are_gone,
    end_sign_ins,
    forget_what_is_over,
    move_sign_ins,
)
from onedoor.registers.systems.actions.keying import have_key, rotate_keys, rotate_old_keys
from onedoor.registers.systems.actions.passing import (
    ACCESS_LIVES,
    Asked,
    begin_sign_in,
    give_code,
    give_tickets,
    id_token,
    revoke_ticket,
    take_code,
    take_refresh,
    tell_facts,
)
from onedoor.registers.systems.actions.registering import (
    propose_system,
    review_system,
    stop_system,
)

__all__ = [
    "ACCESS_LIVES",
    "Asked",
    "begin_sign_in",
    "consent",
    "end_sessions_that_are_gone",
    "end_sign_ins",
    "forget_what_is_over",
    "give_code",
    "give_tickets",
    "have_key",
    "id_token",
    "move_sign_ins",
    "propose_system",
    "review_system",
    "revoke_ticket",
    "rotate_keys",
    "rotate_old_keys",
    "stop_system",
    "take_code",
    "take_refresh",
    "tell_facts",
    "withdraw_consent",
]
