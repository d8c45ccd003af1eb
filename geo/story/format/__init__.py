"""Know how a story is written, and what is wrong with one.

``dates`` → ``models`` of all records → ``checks`` of what these cannot know of each other;
``schema`` tells editors.
"""
