"""Shapes made visible: text for terminals and pipes, Markdown, HTML. A renderer decides nothing: it only lays out."""
