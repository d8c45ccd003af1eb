"""Lay a story's map out on a page and draw it for print: PNG, WebP, SVG, PDF.

``sheet`` → ``page``, ``frame``, ``symbols``, ``measure`` → ``ground``, ``marks``, ``labels``,
``furniture`` → ``layout``; ``draw`` → ``formats``. A layout is plain shapes and texts, so that
tests can measure the page that every format is drawn from.
"""
