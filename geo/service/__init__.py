"""What the doors may do with stories, drafts and jobs; server, command line and pages ask here.

``settings``, ``online`` → ``frame``; ``shelf`` → ``pictures``, ``drafts`` → ``stories``,
``origins``, ``drafting``; ``jobs`` for queues and processes.
"""
