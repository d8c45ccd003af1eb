"""Cut what came into blocks of text.

``brackets`` → ``lines``, ``teasers`` → ``cutting`` → ``rejoining``, ``sharing``.
"""
