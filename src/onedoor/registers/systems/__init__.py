"""Systems: bureau systems that let people in through our sign-in, and what each is told of them.

A *system* belongs to an agency, is registered by one administrator and reviewed by another, and is
given only the *facts* its purpose needs. A person has another name (*pseudonym*) at each agency.
A *sign-in* is one browser session at one system; an authorization *code* begins a family of
*tickets* (access, refresh) that live no longer than it. This room keeps them, the *consents* and
the signing keys; it draws no pages.
"""

PUBLIC = ("facts", "refusals")
