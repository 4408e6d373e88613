"""The server: pages and REST joined behind one door."""
