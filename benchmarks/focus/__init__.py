"""Score what Dateline takes an article to be about, and the frame it would draw."""
