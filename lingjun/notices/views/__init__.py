"""Pages of notices and rounds."""
