"""Turn a news story, kept as plain files, into a map that cites every mark.

Imports run one way, and ``tests/test_imports.py`` holds them to it::

    errors, tomlfaults
    antimeridian
    crs, text
    sources, style
    story
    gazetteer, geometry
    layers, basemap
    webmap | printmap | export
    geoparse
    draft
    server, cli

Positions are (lon, lat) in EPSG:4326 everywhere except at Leaflet's edge.
"""
