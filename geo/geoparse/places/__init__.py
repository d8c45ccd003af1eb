"""Choose the place that a mention names, in the light of all the others.

``ranked`` → ``rankfeatures`` → ``kinds``, ``namesakes``, ``binding``, ``variants`` → ``senses`` →
``resolving``.
"""
