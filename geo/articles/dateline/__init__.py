"""Read where and when a report opens: ``parts`` → ``stamps`` → ``opening``."""
