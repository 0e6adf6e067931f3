"""Putting words on paper: fonts, PDF typesetting, Word packages, QR codes. Knows no form; the forms know this."""
