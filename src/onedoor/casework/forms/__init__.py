"""Forms 表单: what was typed or sent becomes answers, or a sentence that says what to do.

Pure functions over the language of packs: no database, no clock, no page. For others are above all
`answers` (from a page, from JSON, from a draft), `uploads` (is this file what it says, and
harmless) and `questions` (what to ask, what is still missing, how to read it back); `contacts`
and `units` say countries and units in the reader's language.

Words: *answers* are JSON values by field id; a *draft* may also hold what could not be read; a
*problem* is one field and one sentence; a *fact* is what conditions look at.

Never: stores anything, decides about a case, renders or opens a file's contents for display.
"""

PUBLIC = ("answers", "uploads", "questions", "dates", "texts", "contacts", "units")
