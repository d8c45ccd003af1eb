"""Read and write stories on disk, and what else is kept in whole files.

``plainfile`` reads a file up to a bound, ``swap`` puts one in another's place in one step,
``linefile`` keeps a line about each of many → ``files`` load and save a story's folder, ``naming``
changes its title, ``order`` and ``bin`` keep which comes first and which were deleted.
"""
