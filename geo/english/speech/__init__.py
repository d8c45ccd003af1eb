"""Tell whose word a sentence is: ``deeds`` → ``speakers`` → ``voices``."""
