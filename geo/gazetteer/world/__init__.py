"""Know every place of the world by all its names, from packages that are installed.

``tables`` reads them → ``building`` makes one file of them, once on each machine → ``lookup`` asks
it for whole names and for their beginnings.
"""
