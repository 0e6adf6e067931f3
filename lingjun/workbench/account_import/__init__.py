"""Accounts from Excel: a template, a dry run with an error for each cell, the real run, and a sheet of passwords."""
