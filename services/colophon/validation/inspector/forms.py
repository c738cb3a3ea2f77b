"""Form fields and layers."""

from __future__ import annotations

from typing import Any

from colophon.validation.inspector.actions import Actions
from colophon.validation.inspector.objects import array, dictionary, key_of
from colophon.validation.inspector.structure import Structure


def form(root: Any, out: Structure, actions: Actions) -> None:
    """Fields, signatures and what acts on them."""
    form = dictionary(root.get("/AcroForm"))
    if form is None:
        return
    out.xfa = "/XFA" in form
    stack: list[Any] = [(field, None) for field in array(form.get("/Fields"))]
    seen: set[Any] = set()
    while stack:
        one, kind = stack.pop()
        one = dictionary(one)
        if one is None or (key_of(one) in seen and key_of(one) is not None):
            continue
        seen.add(key_of(one))
        out.tick()
        kind = str(one.get("/FT", kind or ""))
        kids = array(one.get("/Kids"))
        if not kids or "/T" in one:
            out.form_fields += 1
            if kind == "/Sig" and "/V" in one:
                out.signatures += 1
        for key in ("/A", "/AA"):
            if key in one:
                actions.of(one, key, "field", None, None)
        stack += [(kid, kind) for kid in kids]


def layers(root: Any, out: Structure) -> None:
    """How many layers are switched off."""
    layers = dictionary(root.get("/OCProperties"))
    default = dictionary(layers.get("/D")) if layers is not None else None
    if default is None or layers is None:
        return
    out.hidden_layers = len(array(default.get("/OFF")))
    if str(default.get("/BaseState", "")) == "/OFF":
        on = len(array(default.get("/ON")))
        out.hidden_layers = max(0, len(array(layers.get("/OCGs"))) - on)
