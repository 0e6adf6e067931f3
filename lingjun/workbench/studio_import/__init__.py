"""Existing studios from the lists a federation has: any headings, a mapping, a dry run, the real run, and its undo."""
