"""Measure Dateline against its peers in one run; nothing here is a test.

    pip install -r benchmarks/requirements.txt
    python -m benchmarks                 runs all, one after the other
    python -m benchmarks --write         and writes docs/benchmarks.md
    python -m benchmarks.first_map       runs one: first_map, toggle, bytes, ten_thousand, tiles

``common`` → the benchmarks → ``__main__``; ``peers/`` holds what Dateline is compared with.
"""
