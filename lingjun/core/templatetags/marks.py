"""Marks: icons, states, stamps, the sample mark, tallies, empty lists, progress, confirmations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.template import Library, TemplateSyntaxError
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.models import Job
from lingjun.core.templatetags.dates import dot_date
from lingjun.core.templatetags.icons import svg

register = Library()

TONES: Final = ("", "now", "ok", "warn", "bad")
STATES: Final = {"ok": "check", "warn": "warn", "bad": "bad", "idle": "clock", "todo": "todo"}
STAMPS: Final = ("", "back", "void", "wait")
TALLY_LIMIT: Final = 12


def choose(component: str, name: str, value: str, allowed: Any) -> str:
    """The value, or TemplateSyntaxError naming the component, the attribute and what it takes."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{component}: {name} “{value}” is not one of {', '.join(allowed)}.")
    return value


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline picture; always beside words."""
    return svg(name)


@register.simple_tag
def chip(label: str, tone: str = "") -> SafeString:
    """State of a thing. Tones: empty = waits on others, now = under way, ok = done, warn = needs care, bad = failed."""
    choose("chip", "tone", tone, TONES)
    return format_html('<span class="chip{}">{}</span>', f" {tone}" if tone else "", label)


@register.simple_tag
def status_chip(thing: Any, *, label: str = "status_label", tone: str = "status_tone") -> SafeString:
    """The chip of anything that knows its own status words and tone (`status_label`, `status_tone`)."""
    return chip(_read(thing, label), _read(thing, tone))


def _read(thing: Any, name: str) -> str:
    value = thing[name] if isinstance(thing, dict) else getattr(thing, name)
    return str(value() if callable(value) else value)


@register.simple_tag
def state(words: str, tone: str) -> SafeString:
    """Result of one check or sum: icon and words in the status colour."""
    name = STATES[choose("state", "tone", tone, STATES)]
    return format_html('<span class="state {}">{}{}</span>', "idle" if tone == "todo" else tone, svg(name), words)


@register.simple_tag
def stamp(word: str, when: date | datetime | None = None, kind: str = "") -> SafeString:
    """Seal-like mark of an opinion. Kinds: empty = given, back = returned, void = superseded, wait = not yet."""
    choose("stamp", "kind", kind, STAMPS)
    day = format_html("<small>{}</small>", dot_date(when)) if when else ""
    return format_html('<span class="stamp{}"><span>{}</span>{}</span>', f" {kind}" if kind else "", word, day)


def is_demo() -> bool:
    """Whether this home holds the invented city."""
    return getattr(settings, "MODE", "") == "demo"


@register.simple_tag(name="eg")
def eg_mark(shown: object = None) -> SafeString:
    """示例, in the demo city; with an argument, exactly when that is true."""
    show = is_demo() if shown is None else bool(shown)
    return mark_safe('<small class="eg">示例</small>') if show else mark_safe("")


@register.simple_tag
def demo_words() -> SafeString:
    """The footer's sentence in the demo city, nothing elsewhere."""
    return (
        mark_safe('<span class="demo-words">演示数据：单位、人物、电话均为示例</span>　')
        if is_demo()
        else mark_safe("")
    )


@register.filter(name="eg")
def eg_name(name: object, shown: object = None) -> SafeString:
    """An invented person's or studio's name with the sample mark behind it; the plain name outside the demo city."""
    return format_html("{}{}", name, eg_mark(shown) if name else "")


@register.simple_tag
def tally(done: int, pending: int = 0, total: int = 0, *, label: str = "", goal: bool = False) -> SafeString:
    """One square = one thing: solid done, hatched in hand, empty to go. Beyond 12 a number says it better."""
    words = f"已完成 {done}" + (f"，在办 {pending}" if pending else "") + (f"，共 {total}" if total else "")
    if goal:
        words = f"已命名 {done}，在办 {pending}"
    words = f"{label}：{words}" if label else words
    rest = max(0, total - done - pending)
    if done + pending + rest > TALLY_LIMIT:
        return format_html('<span class="num">{} / {}</span><span class="sr">{}</span>', done, total, words)
    squares = mark_safe('<i class="d"></i>' * done + '<i class="p"></i>' * pending + "<i></i>" * rest)  # noqa: S308
    return format_html(
        '<span class="tally{}" role="img" aria-label="{}">{}</span>', " goal" if goal else "", words, squares
    )


@register.inclusion_tag("core/parts/empty.html")
def empty(words: str, *, hint: str = "", url: str = "", action: str = "", icon: str = "") -> dict[str, Any]:
    """An empty list: what is so, where to look instead, and the one thing to do (`url` and `action` together)."""
    if bool(url) != bool(action):
        raise TemplateSyntaxError("empty: url and action belong together.")
    return {"words": words, "hint": hint, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("core/parts/progress.html", takes_context=True)
def progress(context: Any, job: Job, *, url: str = "", cancel_url: str = "", file_url: str = "") -> dict[str, Any]:
    """A job with its bar. `url` answers with this same block, asked every second until the job is final."""
    return {
        "job": job,
        "url": url,
        "cancel_url": cancel_url,
        "csrf_token": context.get("csrf_token", ""),
        "file_url": file_url,
    }


@register.inclusion_tag("core/parts/note.html")
def note(words: str, tone: str = "", *, url: str = "", link: str = "") -> dict[str, Any]:
    """One message on top of a page or panel, with an optional link."""
    names = {"": "info", "ok": "check", "warn": "warn", "bad": "bad"}
    return {"words": words, "tone": tone, "icon": names[choose("note", "tone", tone, names)], "url": url, "link": link}


@register.simple_block_tag
def confirm(
    content: str,
    ident: str,
    *,
    title: str,
    yes: str,
    no: str = "再看看",
    tone: str = "",
    name: str = "confirmed",
    value: str = "1",
) -> SafeString:
    """A dialog inside a form, opened by the form's own button with `data-confirm="#ident"`.

    Its button sends the form with `confirmed=1`. Without JavaScript the form is sent without it and the view answers
    with `lingjun.core.confirm.ask`, so the question is asked either way.
    """
    button = {"": "btn-primary", "danger": "btn-danger-line", "plain": ""}[
        choose("confirm", "tone", tone, ("", "danger", "plain"))
    ]
    return format_html(
        '<dialog class="ask" id="{ident}" aria-labelledby="{ident}-title"><h2 id="{ident}-title">{title}</h2>'
        '<div class="ask-body">{content}</div><div class="ask-foot">'
        '<button class="btn {button}" type="submit" name="{name}" value="{value}">{yes}</button>'
        '<button class="btn" type="button" data-close>{no}</button></div></dialog>',
        ident=ident,
        title=title,
        content=conditional_escape(content),
        button=button,
        name=name,
        value=value,
        yes=yes,
        no=no,
    )


@register.simple_block_tag
def confirm_fold(content: str, label: str, *, yes: str, tone: str = "danger", small: bool = True) -> SafeString:
    """A button that folds open its own question: `label` first, the consequence, then `yes`. Needs no JavaScript."""
    choose("confirm_fold", "tone", tone, ("", "danger"))
    size = " btn-sm" if small else ""
    colour = " btn-danger-line" if tone else ""
    return format_html(
        '<details class="drop ask-fold"><summary class="btn{}">{}</summary><div><p>{}</p>'
        '<button class="btn{}{}" type="submit">{}</button></div></details>',
        size,
        label,
        conditional_escape(content.strip()),
        size,
        colour,
        yes,
    )


@register.simple_tag
def figures(*rows: tuple[str, object, str]) -> SafeString:
    """Numbers in Song type, each (label, number, unit)."""
    items = format_html_join("", "<div><dt>{}</dt><dd>{}<small>{}</small></dd></div>", rows)
    return format_html('<dl class="figures">{}</dl>', items)


@register.simple_tag
def will(*lines: str) -> SafeString:
    """What a button will do, before it is pressed."""
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines if line))
    return format_html('<p class="small mb-1"><b>按下以后</b></p><ul class="will">{}</ul>', items)


@register.simple_tag
def lockout_words() -> str:
    """连续输错 5 次，账号锁定 15 分钟: from settings, where the rule lives."""
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    return f"连续输错 {settings.AXES_FAILURE_LIMIT} 次，账号锁定 {minutes} 分钟。"


@register.simple_tag
def idle_words() -> str:
    """30 分钟不操作自动退出: from settings."""
    return f"{settings.IDLE_MINUTES} 分钟不操作自动退出"


@register.simple_tag
def crumbs(*parts: str) -> SafeString:
    """The way here: label, address, label, address, …, and the present page's label last, without an address."""
    if len(parts) % 2 == 0:
        raise TemplateSyntaxError("crumbs: pairs of label and address, then the label of this page.")
    way = format_html_join(
        "",
        '<li class="breadcrumb-item"><a href="{}">{}</a></li>',
        ((parts[at + 1], parts[at]) for at in range(0, len(parts) - 1, 2)),
    )
    return format_html(
        '<nav aria-label="当前位置"><ol class="breadcrumb">{}'
        '<li class="breadcrumb-item active" aria-current="page">{}</li></ol></nav>',
        way,
        parts[-1],
    )


@register.simple_tag
def phrase(words: str, bound: Any) -> SafeString:
    """A usual phrase; a press writes it into the field `bound`."""
    return format_html(
        '<button class="btn" type="button" data-phrase="{0}" data-phrase-for="{1}">{0}</button>',
        words,
        bound if isinstance(bound, str) else bound.id_for_label,
    )
