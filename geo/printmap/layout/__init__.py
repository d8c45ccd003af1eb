"""Put a page together: the map, its names, what stands in its corners, its words for the ear.

``inset`` → ``corners``; ``names`` → ``lacking``; ``alt`` → ``page``.
"""
