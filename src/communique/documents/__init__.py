"""Raw page to document: decoding, cleaning, publication date, source and credits, copies. Pure."""
