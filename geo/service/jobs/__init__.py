"""Have work done in turns, and in processes of its own.

``queue`` and ``memory`` for themselves; ``apart`` → ``process`` → ``workers``.
"""
