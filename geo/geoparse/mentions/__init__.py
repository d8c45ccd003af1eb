"""List the stretches of a text that could name a place, describe them, choose among them.

``spans`` → ``spanfeatures``, ``leading``, ``meaning`` → ``choosing``.
"""
