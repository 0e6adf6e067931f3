"""Characters that Word writes as a place in a picture font: boxes, ticks and circled numbers."""

from __future__ import annotations

#: Places used in forms, shared by Wingdings and Wingdings 2 where they do not contradict each other.
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0xA8: "□", 0x75: "◆", 0x76: "◆",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
    **{0x81 + n: chr(0x2460 + n) for n in range(10)},
    **{0x8C + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■", 0xA3: "□",
    **{0x6A + n: chr(0x2460 + n) for n in range(10)},
    **{0x75 + n: chr(0x2776 + n) for n in range(10)},
}  # fmt: skip
#: Stands where a symbol has no character, so that nothing vanishes unseen.
UNKNOWN = "\ufffd"


def symbol(font: str, code: int) -> str:
    """Character for place `code` (with or without the 0xF000 of symbol fonts) of `font`."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    name = font.lower().replace(" ", "")
    if name.startswith("wingdings2"):
        return _WINGDINGS_2.get(low, UNKNOWN)
    if name.startswith("wingdings") or (not name and low in _WINGDINGS):
        return _WINGDINGS.get(low, UNKNOWN)
    if 0xE000 <= code <= 0xF8FF or not 0x20 <= code <= 0xFFFD or 0xD800 <= code <= 0xDFFF:
        return UNKNOWN
    return chr(code)
