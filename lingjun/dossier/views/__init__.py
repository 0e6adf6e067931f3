"""Pages that read a studio across its apps."""
