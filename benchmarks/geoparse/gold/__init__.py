"""Make the gold set of the Caucasus, Turkey, Iran and the Caspian from text with marks."""
