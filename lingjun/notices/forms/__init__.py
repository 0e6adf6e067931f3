"""Forms of notices and rounds."""

from .notice import LoadForm, NoticeForm
from .rounds import ExtensionForm, RoundForm

__all__ = ["ExtensionForm", "LoadForm", "NoticeForm", "RoundForm"]
