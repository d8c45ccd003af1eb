"""Cut what came into blocks of text.

``brackets``, ``hyphens`` → ``lines``, ``tables``, ``teasers``, ``unseen`` → ``cutting`` →
``rejoining``, ``sharing``.
"""
