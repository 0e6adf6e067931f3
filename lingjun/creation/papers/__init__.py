"""Reading and writing the creation form (attachment of 厦工〔2012〕80号)."""
