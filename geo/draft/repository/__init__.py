"""Keep drafts on this machine: ``contentkey``, ``pieces``, ``listing`` → ``store``."""
