"""Draw the map in its frame: projection, ground, marks, scale.

``farside`` → ``frame`` → ``ground`` → ``edges``; ``symbols`` → ``marks``; ``scalebar``.
"""
