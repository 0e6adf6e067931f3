"""The framework's refusals in our words (look.md “Words”): short, with the number, no technical terms.

They reach people in forms and in the cells of an Excel list alike. “Required” is worded with the field's own name
(`core.templatetags.fields.messages_of`).
"""

from __future__ import annotations

from typing import Any, Final

from django.core import validators
from django.db import models
from django.forms import fields

MESSAGES: Final[tuple[tuple[Any, str], ...]] = (
    (validators.MaxLengthValidator, "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
    (validators.MinLengthValidator, "至少 %(limit_value)d 个字，现在有 %(show_value)d 个。"),
    (validators.MinValueValidator, "不能小于 %(limit_value)s。"),
    (validators.MaxValueValidator, "不能大于 %(limit_value)s。"),
    (validators.EmailValidator, "邮箱认不出来，请写成 name@example.com 这样。"),
    (validators.ProhibitNullCharactersValidator, "里面有不能保存的字符，请重新输入。"),
)
DIGITS: Final = {
    "invalid": "请只填数字。",
    "max_digits": "数字太长，最多 %(max)s 位。",
    "max_decimal_places": "最多 %(max)s 位小数。",
    "max_whole_digits": "数太大，整数部分最多 %(max)s 位。",
}
INVALID: Final[tuple[tuple[Any, str], ...]] = (
    (fields.IntegerField, "请填整数，只填数字。"),
    (fields.FloatField, "请只填数字。"),
    (fields.DecimalField, "请只填数字。"),
    (fields.DateField, "日期认不出来，请写成 2013-05-08。"),
    (models.DecimalField, "请只填数字。"),
    (models.IntegerField, "请填整数，只填数字。"),
)
CHOICES: Final[tuple[tuple[Any, str], ...]] = (
    (fields.ChoiceField, "没有“%(value)s”这一项，请从列表里选。"),
    (fields.MultipleChoiceField, "没有“%(value)s”这一项，请从列表里选。"),
)


def install() -> None:
    """Once, at start: instances made later take the words of their class."""
    for validator, words in MESSAGES:
        validator.message = words
    validators.DecimalValidator.messages.update(DIGITS)
    for field, words in INVALID:
        field.default_error_messages = field.default_error_messages | {"invalid": words}
    for choice, words in CHOICES:
        choice.default_error_messages = choice.default_error_messages | {"invalid_choice": words}
