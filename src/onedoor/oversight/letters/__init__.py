"""Letters: what anybody writes to an agency, and the answer that is owed in time.

Seven kinds as data: consultation, complaint, report, suggestion, late handling, site error,
exposure. A letter has an owner and a day; it is transferred, merged, extended once, answered,
answered again, and published redacted if its writer agrees. Whoever wishes stays unknown to the
office. Never a question about looks at one's data: that is an enquiry. Words: letter, writer,
owner, accused, lead (of merged letters), draft, release.
"""

PUBLIC = ("kinds",)
