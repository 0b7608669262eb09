"""The bench: what the product does in a second, beside what this machine could do at best.

`python -m bench` builds a city of its own in a scratch folder (embedded PostgreSQL as the product
runs it, packs published, the real web server), measures, prints a table and one JSON object, and
takes everything away again. Figures are medians of several rounds; each is set against a floor
measured in the same run, for only ratios travel from one machine to another.
"""
