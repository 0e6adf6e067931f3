"""Forms of the creation pages."""
