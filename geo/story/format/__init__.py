"""Know how a story is written, and what is wrong with one.

``dates`` → ``models`` of all records → ``checks`` of what these cannot know of each other;
``words`` say each fault in one sentence, ``schema`` tells editors.
"""
