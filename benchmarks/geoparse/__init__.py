"""Score the reading of places in articles; ``gold`` holds a set of our own."""
