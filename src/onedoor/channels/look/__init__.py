"""The look: stylesheet, icons, layouts and macros that every door shares. Knows no rule of law.

`doors` says who may enter a page, `words` how dates and texts read, `shell` what surrounds a page,
`qr` draws an address as a code, `charts` draws numbers, `reckoning` reads out how tables decided,
`piece_words` says what stands beside a published piece, `ground` which addresses are ours, `files`
hands files out, `sites` says whose host a request is for, `site_form` what is asked about a site,
`here` which place it is, `known` what is known in other languages of what the record keeps.
"""

PUBLIC = (
    "addressing", "assets", "charts", "doors", "files", "ground", "here", "known", "local",
    "piece_words", "qr", "reckoning", "route_words", "script", "shell", "site_form", "sites",
    "typed", "words",
)  # fmt: skip
