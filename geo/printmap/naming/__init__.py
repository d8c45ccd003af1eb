"""Find a place for every name: candidates, what they hide, and keys where none is free.

``occupancy`` → ``spots``, ``together`` → ``labels`` → ``keybox`` → ``keys``; ``realms`` →
``places``.
"""
