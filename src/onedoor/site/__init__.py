"""Roof: settings, addresses, the command line, and the running of the whole product.

The only place that knows every room. It starts and stops processes and the embedded database,
carries the schema, and tells what is wrong with an installation. It decides nothing about cases.
"""
