"""台账年册: one studio's year as a book (PDF, Word) and with every attachment (zip)."""
