"""Have files of other programs read in processes of their own: ``asking`` and its workers."""
