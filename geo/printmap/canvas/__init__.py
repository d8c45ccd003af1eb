"""What a page is, and how it is written: shapes and texts, then pixels, SVG or PDF.

``sheet`` → ``page``, ``draw`` → ``formats``, with ``pdftext``.
"""
