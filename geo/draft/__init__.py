"""Read any article, and draft a story from it that a person then checks."""
