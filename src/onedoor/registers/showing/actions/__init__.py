"""What can be done: show a licence, open what is shown, authorise, end, use, copy."""

from onedoor.registers.showing.actions.authorising import authorise, end_authorisation
from onedoor.registers.showing.actions.copying import make_copy
from onedoor.registers.showing.actions.following import end_all_of, follow_the_holder
from onedoor.registers.showing.actions.showing import (
    Coded,
    begin_show,
    begin_transcript_show,
    end_show,
    forget_what_is_over,
    open_show,
    renew_show,
)
from onedoor.registers.showing.actions.using import (
    Asking,
    Seen,
    use_at_desk,
    use_licence,
    use_licences_of,
)
from onedoor.registers.showing.signing import have_answer_key, signed_answer

__all__ = [
    "Asking",
    "Coded",
    "Seen",
    "authorise",
    "begin_show",
    "begin_transcript_show",
    "end_all_of",
    "end_authorisation",
    "end_show",
    "follow_the_holder",
    "forget_what_is_over",
    "have_answer_key",
    "make_copy",
    "open_show",
    "renew_show",
    "signed_answer",
    "use_at_desk",
    "use_licence",
    "use_licences_of",
]
