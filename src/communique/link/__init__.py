"""Names, offices and descriptions to actors over the whole record. Pure."""
