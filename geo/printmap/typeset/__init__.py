"""Turn words into lines of letters, in either direction of writing.

``words`` → ``measure`` → ``blocks``, ``letters``, ``typesetting``; ``columns`` for itself.
"""
