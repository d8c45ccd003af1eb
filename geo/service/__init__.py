"""What the doors may do with stories, drafts and jobs; server, command line and pages ask here.

``settings`` → ``online`` → ``frame``; ``shelf`` → ``drafts`` → ``origins``, ``drafting``,
``choices``; ``jobs`` for queues and processes.
"""
