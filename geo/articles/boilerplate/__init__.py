"""Tell what stands around an article: ``handouts`` → ``furniture`` → ``captions``."""
