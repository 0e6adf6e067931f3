"""What is printed and written of studios: the register, regulations, the final statement of a year's money."""

from lingjun.studios.papers.summary import EXCEL, dated, file_name, write_summary

__all__ = ["EXCEL", "dated", "file_name", "write_summary"]
