"""`python -m bench`."""

from bench.bench import main

main()
