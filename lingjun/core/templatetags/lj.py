"""`{% load lj %}`: every component of the product. Each takes named attributes only and refuses unknown ones."""

from __future__ import annotations

from django.template import Library

from lingjun.core.templatetags import dates, fields, lists, marks

register = Library()
for part in (dates, fields, lists, marks):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)
