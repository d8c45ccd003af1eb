"""Find names of places that no gazetteer lists, by the words beside them.

``nameparts``, ``runs`` → ``runfeatures`` → ``names``.
"""
