"""Claims to events, with support, contradiction, origins and the outcome of plans. Pure."""
