"""Words for what browsers call themselves."""

from __future__ import annotations

from django.template import Library

register = Library()

BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge 浏览器"), ("QQBrowser", "QQ 浏览器"),
    ("Firefox", "Firefox 浏览器"), ("Chrome", "Chrome 浏览器"), ("Safari", "Safari 浏览器"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def device(agent: str) -> str:
    """ "Chrome 浏览器，Windows"; the first 40 characters of what is not recognised."""
    browser = next((words for part, words in BROWSERS if part in agent), "")
    system = next((words for part, words in SYSTEMS if part in agent), "")
    return "，".join(filter(None, (browser, system))) or agent[:40] or "不明设备"
