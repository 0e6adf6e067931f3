"""What a studio file prints across its apps."""
