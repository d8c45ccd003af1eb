"""Read requests and write answers: ``answers`` → ``parameters``, ``waiting``."""
