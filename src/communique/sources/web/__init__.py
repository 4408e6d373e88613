"""The network, and the feeds and site maps that name pages in it."""
