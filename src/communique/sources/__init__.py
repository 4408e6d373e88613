"""The only readers of files and network."""
