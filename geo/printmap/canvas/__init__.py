"""What a page is, and how it is written: shapes and texts, then pixels, SVG or PDF.

``kept`` → ``sheet`` → ``page``, ``draw`` → ``formats``, with ``pdftext``.
"""
