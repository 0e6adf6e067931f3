"""What is read of a studio across its apps."""
