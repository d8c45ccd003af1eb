"""Read English news.

``agencies``; ``abbreviations`` → ``sentences`` → ``shouted``; ``dates``, ``speech``.
"""
