"""Answer at the addresses: stories, pictures, films, tiles, places, drafts, the client's files."""
