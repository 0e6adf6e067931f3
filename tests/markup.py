"""What every page must be: well-formed HTML that its own Content-Security-Policy lets work."""

import re
from collections import Counter
from functools import cache
from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as MESSAGES
from html5lib.html5parser import HTMLParser

# A fragment swapped in by htmx is parsed where it will stand: table rows are only rows inside a table.
CONTEXTS = {"tr": "tbody", "td": "tr", "th": "tr", "tbody": "table", "thead": "table", "option": "select"}
FIRST_TAG = re.compile(r"(?:\s|<!--.*?-->)*<([a-z0-9]+)", re.DOTALL | re.IGNORECASE)


# Changes with every answer and nothing else; without it the same page is looked at once.
TOKEN = re.compile(r"(?<=\")[0-9A-Za-z]{64}(?=\")")


def problems(text: str) -> list[str]:
    """Everything wrong with a page or fragment, each with line and column; empty when nothing is."""
    return list(_problems(TOKEN.sub("token", text)))


@cache
def _problems(text: str) -> tuple[str, ...]:
    parser = HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    if re.match(r"\s*<!doctype", text, re.IGNORECASE):
        root = parser.parse(text)
    else:
        first = FIRST_TAG.match(text)
        root = parser.parseFragment(text, container=CONTEXTS.get(first[1].lower(), "div") if first else "div")
    lines = text.splitlines()
    found = [
        f"line {line}, column {column}: {MESSAGES.get(code, code) % data} in {_excerpt(lines, line)!r}"
        for (line, column), code, data in parser.errors
    ]
    return (*found, *_policy(root), *_twice(root))


def _excerpt(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:160] if 0 < number <= len(lines) else ""


def _elements(root: Element) -> list[Element]:
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _policy(root: Element) -> list[str]:
    """Inline scripts, styles and handlers: the policy would stop them silently in the reader's browser."""
    found = []
    for element in _elements(root):
        inline = [name for name in element.attrib if name == "style" or str(name).startswith("on")]
        found += [f"<{element.tag} {name}=…> is inline: the Content-Security-Policy forbids it" for name in inline]
        data_block = element.get("type") in {"application/json", "application/ld+json"}
        if element.tag == "style" or (element.tag == "script" and not element.get("src") and not data_block):
            found.append(f"<{element.tag}> with a body: the Content-Security-Policy forbids it")
    return found


def _twice(root: Element) -> list[str]:
    counts = Counter(value for element in _elements(root) if (value := element.get("id")))
    return [f'id="{value}" stands {count} times' for value, count in counts.items() if count > 1]
