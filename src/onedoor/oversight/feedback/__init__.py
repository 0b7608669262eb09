"""Feedback: what people say of how they were served.

One rating for each matter, in five levels, given freely after the end, changeable for ten working
days (好差评, 国办发〔2019〕51号). All five levels count alike. Nobody is ranked by what they say.
Words: rating, level (5 very satisfied … 1 very dissatisfied).
"""
