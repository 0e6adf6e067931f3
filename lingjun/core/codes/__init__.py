"""Code lists of the national standards and own lists where no standard was verified."""

from .base import Code, CodeList
from .honours import HONOUR_LEVELS, Honour, highest, honour_level, parse_honours
from .organizations import AREAS, INDUSTRY, PROJECT_DIRECTIONS, UNIT_NATURE, is_enterprise, project_direction
from .people import EDUCATION, GENDER, POLITICAL_STATUS
from .skills import SKILL_GRADES, TITLE_LEVELS, TITLES, TitleAndGrade, find_grade, find_title, split_title_and_grade

__all__ = [
    "AREAS",
    "EDUCATION",
    "GENDER",
    "HONOUR_LEVELS",
    "INDUSTRY",
    "POLITICAL_STATUS",
    "PROJECT_DIRECTIONS",
    "SKILL_GRADES",
    "TITLES",
    "TITLE_LEVELS",
    "UNIT_NATURE",
    "Code",
    "CodeList",
    "Honour",
    "TitleAndGrade",
    "find_grade",
    "find_title",
    "highest",
    "honour_level",
    "is_enterprise",
    "parse_honours",
    "project_direction",
    "split_title_and_grade",
]
