"""Whose words are told: source, cue and content of every attribution, and the statements that they make."""
