"""Feedback: what people say of how they were served, and what they ask.

One rating for each matter, in five levels, given freely after the end, changeable for ten working
days (好差评, 国办发〔2019〕51号). All five levels count alike. Nobody is ranked by what they say.
An *enquiry* is a question to whoever is responsible, answered within working days and never by the
one it is about. Words: rating, level (5 very satisfied … 1 very dissatisfied), enquiry.
"""

PUBLIC = ("disputing", "following_up", "known", "visiting")
