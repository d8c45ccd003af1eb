"""Read a text before any place is looked for: its words, its sentences, the lists and forests.

``reading`` and ``words`` for texts, ``trees`` for forests, whose ``digests`` say what they
were trained with, ``answer`` for what comes back.
"""
