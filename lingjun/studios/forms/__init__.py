"""What is typed about a studio."""

from lingjun.studios.forms.records import RecordForm
from lingjun.studios.forms.register import StudioFilterForm

__all__ = ["RecordForm", "StudioFilterForm"]
