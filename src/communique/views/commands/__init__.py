"""The commands, by concept. Each parses its arguments, asks for a shape and hands it to a renderer."""
