"""Hand out the places and labels that the base map shows, by tile, by area and by name.

``store`` opens ``data/gazetteer/places.sqlite``, which ``data/scripts/build_places.py`` makes →
``finding`` places by name, ``areas`` for countries and waters → ``labels`` of a tile, ``extract``
for a map without a server, ``owned`` by a story, which writes them itself.
"""
