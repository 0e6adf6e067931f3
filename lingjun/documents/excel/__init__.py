"""Tables in Excel and CSV: written in constant memory, read with guards, wrong cells named by address."""

from .books import on_paper
from .cells import clean
from .columns import Column, cell_address, column_letters
from .headings import Headings, Record, match_headings, records
from .merging import SUMS, downwards, spread
from .reading import Sheet, cell_text, read_paste, read_rows
from .tables import write_table
from .writing import NOTES_SHEET, SAMPLE_MARK, write_csv, write_template

__all__ = [
    "NOTES_SHEET",
    "SAMPLE_MARK",
    "SUMS",
    "Column",
    "Headings",
    "Record",
    "Sheet",
    "cell_address",
    "cell_text",
    "clean",
    "column_letters",
    "downwards",
    "match_headings",
    "on_paper",
    "read_paste",
    "read_rows",
    "records",
    "spread",
    "write_csv",
    "write_table",
    "write_template",
]
