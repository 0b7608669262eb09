"""The door for other machines: the same acts and queries as the pages, as JSON under /api/v1/.

A program shows the key of an account (`onedoor token create`) and acts for that account's party;
the record then says that a machine acted, by which key. Whatever goes wrong is answered as problem
details (RFC 9457), in the language asked for. Sending an application again under the same
Idempotency-Key gives the same case.

Never: decides anything, keeps anything, looks at sessions or cookies.
Words: key (what the program shows), part (of a multipart body), problem.
"""
