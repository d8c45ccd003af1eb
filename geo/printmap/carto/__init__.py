"""Draw the map in its frame: projection, ground, marks, scale.

``farside`` → ``frame`` → ``ground``; ``symbols`` → ``marks``; ``scalebar``.
"""
