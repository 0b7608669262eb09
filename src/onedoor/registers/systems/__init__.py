"""Systems: bureau systems that let people in through our sign-in, and what each is told of them.

A *system* belongs to an agency, is registered by one administrator and reviewed by another, and is
given only the facts its purpose needs. A person has another name (*pseudonym*) at each agency.
This room keeps signing keys, consents and who is signed in where; pages live in the identity door.
"""
