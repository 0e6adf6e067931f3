"""The icons, drawn for this product: 24 box, stroke 1.75, round ends. One name for each meaning."""

from __future__ import annotations

import functools
from typing import Final

from django.template import TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ROUND: Final = '<circle cx="12" cy="12" r="9"/>'

PATHS: Final[dict[str, str]] = {
    # status: what a check, a step or a sum came to
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "warn": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1"/>',
    "bad": f'{_ROUND}<path d="M12 7v6M12 16.4v.1"/>',
    "info": f'{_ROUND}<path d="M12 11v5.5M12 7.6v.1"/>',
    "clock": f'{_ROUND}<path d="M12 7v5.2l3.4 2"/>',
    "todo": '<circle cx="12" cy="12" r="8.5" stroke-dasharray="3 3"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    # getting about
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "zoom": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5M10.5 8v5M8 10.5h5"/>',
    "left": '<path d="M19 12H6m5-5.5L5.5 12l5.5 5.5"/>',
    "right": '<path d="M5 12h13m-5-5.5 5.5 5.5-5.5 5.5"/>',
    "up": '<path d="M12 19V6m-5.5 5L12 5.5l5.5 5.5"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "home": '<path d="M4 11 12 4.5 20 11M6 9.5V20h12V9.5M10 20v-5.5h4V20"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "link": '<path d="M10 14 20 4M14 4h6v6M18 14v6H4V6h6"/>',
    # doing
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "edit": '<path d="M4.5 19.5 6 14 16 4l4 4-10 10zM14 6l4 4"/>',
    "delete": '<path d="M4.5 7h15M9.5 7V4h5v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5"/>',
    "return": '<path d="M9 6 5 10l4 4M5.5 10H14a5 5 0 0 1 0 10h-2"/>',
    "back": '<path d="M9 6 5 10l4 4M5.5 10H14a5 5 0 0 1 0 10h-2"/>',
    "eye": '<path d="M2.5 12c4-7.5 15-7.5 19 0-4 7.5-15 7.5-19 0z"/><circle cx="12" cy="12" r="2.8"/>',
    "refresh": '<path d="M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15"/>',
    "send": '<path d="M20.5 3.5 3.5 10l7 3.5 3.5 7zM10.5 13.5l10-10"/>',
    "download": '<path d="M12 4v11m-4.5-4L12 15.5 16.5 11M4.5 17v3h15v-3"/>',
    "upload": '<path d="M12 16V5m-4.5 4L12 4.5 16.5 9M4.5 17v3h15v-3"/>',
    "print": '<path d="M7 9V4h10v5M5 9h14v8h-2.5M7.5 17H5M7.5 14h9v6h-9z"/>',
    "paste": '<path d="M8 5H6v15h12V5h-2M9 3.5h6V7H9zM9 11.5h6M9 15h6"/>',
    "columns": '<path d="M4 5h16v14H4zM10 5v14M15.5 5v14"/>',
    "filter": '<path d="M4 5.5h16L14 13v6.5l-4-2V13z"/>',
    "compare": '<path d="M4 5h7v14H4zM13 5h7v14h-7zM6 9h3M6 12.5h3M15 9h3M15 12.5h3"/>',
    "bell": '<path d="M6 17h12l-1.5-2.5V11a4.5 4.5 0 0 0-9 0v3.5zM10.5 20h3"/>',
    "out": '<path d="M14 4.5H5v15h9M10 12h10.5m-4-4 4 4-4 4"/>',
    # things
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "table": '<path d="M4 5h16v14H4zM4 9.7h16M4 14.3h16M10 5v14"/>',
    "folder": '<path d="M3.5 6h6l2 2.5h9V19h-17z"/>',
    "camera": '<path d="M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.4"/>',
    "image": '<path d="M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17"/><circle cx="15.5" cy="9" r="1.3"/>',
    "mic": '<path d="M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4M6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3.5"/>',  # noqa: E501
    "stamp": '<path d="M9.5 4h5v6l4 3v3h-13v-3l4-3zM5.5 19.5h13"/>',
    "qr": '<path d="M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h2v2h-2zM17.5 17.5h2v2h-2z"/>',
    "plaque": '<path d="M4 6h16v12H4zM8 10h8M8 14h5"/>',
    "person": '<circle cx="12" cy="8.5" r="3.7"/><path d="M4.5 20c0-9 15-9 15 0"/>',
    "people": '<circle cx="9" cy="9" r="3.2"/><path d="M3 19.5c0-7.5 12-7.5 12 0M15.5 6a3.2 3.2 0 0 1 0 6M17.5 14.3c2.3.6 3.5 2.4 3.5 5.2"/>',  # noqa: E501
    "organization": '<path d="M9 4h6v5H9zM3.5 15h6v5h-6zM14.5 15h6v5h-6zM12 9v3M6.5 15v-3h11v3"/>',
    "calendar": '<path d="M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8"/>',
    "mail": '<path d="M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5"/>',
    "phone": '<path d="M7.5 3h9v18h-9zM11 18h2"/>',
    "chart": '<path d="M4 4v16h16M8.5 16v-5M12.5 16V7.5M16.5 16v-3"/>',
    "settings": '<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>',
    "offline": '<path d="M5 12.5a10 10 0 0 1 4-2.5M19 12.5a10 10 0 0 0-6-3M8.5 16a5 5 0 0 1 7 0M12 19v.1M4 4l16 16"/>',
}

_TEMPLATE: Final = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>'


@functools.cache
def svg(name: str) -> SafeString:
    """The inline picture, hidden from screen readers: an icon always stands beside words.

    Raises TemplateSyntaxError for a name that was not drawn, so that a misspelling never reaches a reader.
    """
    try:
        path = PATHS[name]
    except KeyError:
        raise TemplateSyntaxError(f"No icon is called “{name}”. Known: {', '.join(sorted(PATHS))}.") from None
    return format_html(_TEMPLATE, mark_safe(path))  # noqa: S308  the table above is ours
