"""Set what stands around the map: title, legend, credits, notes, each in a place of its own.

``titles``; ``glyphs`` → ``legendrows`` → ``legend``; ``notes`` → ``plan``.
"""
