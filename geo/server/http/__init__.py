"""Read requests and write answers: ``answers`` → ``parameters``, ``bodies``, ``waiting``."""
