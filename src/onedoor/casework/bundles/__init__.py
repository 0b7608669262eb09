"""Bundles (一件事): one application for several services, handled side by side by their agencies.

One set of answers and files, one intake at the lead's desk, one notice of what is missing, one
clock over everything (行政许可法 26, 42 II). Each part is a case of its own with its own route and
clocks; a part that needs another's result is opened when that is there. What a part's end means
for the rest is published beforehand and told before anybody takes a part back.
It never decides a part, never asks for what an earlier part has just given.
Words: bundle, part, lead, joint (of all parts together).
"""
