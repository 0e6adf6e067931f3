"""The fixture of a year of appraisal."""

from tests.appraising import appraising

__all__ = ["appraising"]
