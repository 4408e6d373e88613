"""Document to reading: mentions, dates, places, statements and claims. Pure given its models."""
