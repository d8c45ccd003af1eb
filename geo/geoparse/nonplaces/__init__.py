"""Tell what bears a place's name and is none: words, persons, ships, clubs, firms.

``commonwords``, ``introduced`` → ``persons``; ``bearers`` → ``clubs``, ``firms`` → ``innames``.
"""
