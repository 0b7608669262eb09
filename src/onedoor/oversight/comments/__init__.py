"""Comments: what readers of a guide say of it, for those who come after and those who write it.

A *verdict* says whether a guide was useful, and if not, why: without an account, without a person.
A *comment* (我是这样办的) tells how one did it, by somebody whose own matter of that service has
ended; an editor of the agency reads it before anybody else does. Nobody is ranked by either.
Words: verdict, comment, section (of a guide), moderator, show, report, take down.
"""

PUBLIC = ("rules", "told")
