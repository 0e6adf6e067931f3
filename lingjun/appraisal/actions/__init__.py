"""The only place that changes appraisals and rectifications."""

from lingjun.appraisal.actions.grading import grade, grade_each, publish
from lingjun.appraisal.actions.opening import AT_ONCE, OPEN, open_for_all, open_one
from lingjun.appraisal.actions.rectifying import check_rectification, order_again, report_rectification
from lingjun.appraisal.actions.reminding import remind_missing
from lingjun.appraisal.actions.reporting import refresh_figures, save_report, submit_report

__all__ = [
    "AT_ONCE",
    "OPEN",
    "check_rectification",
    "grade",
    "grade_each",
    "open_for_all",
    "open_one",
    "order_again",
    "publish",
    "refresh_figures",
    "remind_missing",
    "report_rectification",
    "save_report",
    "submit_report",
]
