"""The order of indexes: Unicode collation as ICU does it, the same on every machine and under any locale.

ICU comes with the wheel of ``icu4py``, which does not bind its collator itself: its C interface is called
here. The version is pinned with the wheel, so that equal inputs give equal bytes.
"""

from __future__ import annotations

import ctypes
import importlib.util
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import icu4py

_STRENGTH, _ALTERNATE = 5, 1
"""UCOL_STRENGTH, UCOL_ALTERNATE_HANDLING."""
_PRIMARY, _TERTIARY, _SHIFTED = 0, 2, 20


class NoCollation(Exception):
    """ICU's library is not where its wheel puts it."""


class Collator:
    """Sort keys of one language. Blanks and punctuation do not count, unless all else is equal."""

    def __init__(self, language: str) -> None:
        self._icu = _library()
        self._lock = threading.Lock()
        self._letters = self._open(language, _PRIMARY)
        self._marks = self._open(language, _TERTIARY)

    def letters(self, text: str) -> bytes:
        """Key that only sees which letters there are, not their accents or case."""
        return self._key(self._letters, text)

    def marks(self, text: str) -> bytes:
        """Key that also sees accents, then case."""
        return self._key(self._marks, text)

    def _open(self, language: str, strength: int) -> int:
        status = ctypes.c_int(0)
        collator = self._icu["open"](
            language.replace("-", "_").encode("ascii", "ignore"), ctypes.byref(status)
        )
        if status.value > 0 or not collator:
            raise NoCollation(f"ICU has no collation for {language!r}: error {status.value}")
        self._icu["set"](collator, _STRENGTH, strength, ctypes.byref(status))
        self._icu["set"](collator, _ALTERNATE, _SHIFTED, ctypes.byref(status))
        return int(collator)

    def _key(self, collator: int, text: str) -> bytes:
        raw = text.encode("utf-16-le", "surrogatepass")
        with self._lock:
            size = self._icu["key"](collator, raw, len(raw) // 2, None, 0)
            out = ctypes.create_string_buffer(size)
            self._icu["key"](collator, raw, len(raw) // 2, out, size)
        return out.raw[: size - 1]


@lru_cache(maxsize=16)
def collator(language: str) -> Collator:
    """For a language tag such as ``en`` or ``sv``; ICU's root order where it has no other."""
    return Collator(language or "en")


@cache
def _library() -> dict[str, Any]:
    """The functions of the collator in the wheel's own library."""
    spec = importlib.util.find_spec("icu4py")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    found = sorted([*package.parent.glob("icu4py.libs/libicui18n*"), *package.glob(".dylibs/libicui18n*")])
    if not found:
        raise NoCollation("icu4py's ICU library is missing; install icu4py from its wheel")
    library = ctypes.CDLL(str(found[0]))
    suffix = str(icu4py.icu_version).split(".")[0]
    functions = {
        "open": getattr(library, f"ucol_open_{suffix}"),
        "set": getattr(library, f"ucol_setAttribute_{suffix}"),
        "key": getattr(library, f"ucol_getSortKey_{suffix}"),
    }
    status = ctypes.POINTER(ctypes.c_int)
    functions["open"].restype, functions["open"].argtypes = ctypes.c_void_p, [ctypes.c_char_p, status]
    functions["set"].restype = None
    functions["set"].argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int, status]
    functions["key"].restype = ctypes.c_int32
    functions["key"].argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.c_char_p, ctypes.c_int32,
    ]  # fmt: skip
    return functions
