"""The desk: where clerks find the next case, look at it, and act; and where operators look on.

A page reads the request, calls one action, and shows. What may be done is asked of the rooms
below: a button stands here because it is likely, and the action still decides. Every page works
without script; every look at a case leaves a trace, because there is no way to one but `case_for`.

Words: the *sheet of points* (what is looked at), the *viewer* (what was handed in), the *bar*
(what can be done now; one button is filled and says what it does).
"""
