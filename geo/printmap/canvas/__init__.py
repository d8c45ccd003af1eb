"""What a page is, and how it is written: shapes and texts, then pixels, SVG or PDF.

``sheet`` → ``draw`` → ``formats``, with ``pdftext``.
"""
