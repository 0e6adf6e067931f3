"""The only place that changes notices and rounds."""

from .notices import edit_notice, load_content, load_notice
from .rounds import close_round, edit_round, extend, open_round, standing_round

__all__ = [
    "close_round",
    "edit_notice",
    "edit_round",
    "extend",
    "load_content",
    "load_notice",
    "open_round",
    "standing_round",
]
