"""Controls of the interactive figures: sliders, menus, choices; and the same with a kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ipywidgets


def slider(id_: str, label: str, value: int, highest: int, spoken: str) -> str:
    """A slider from 0, with its label and a place where its state is said.

    Args:
        id_: of the slider; nothing else on the page may have it.
        label: what it changes.
        value: where it starts.
        highest: its last value.
        spoken: what is said of its state, in words.
    """
    return (
        f'<span class="xl-control"><label for="{id_}">{escape(label)}</label>'
        f'<input type="range" id="{id_}" min="0" max="{highest}" step="1" value="{value}" '
        f'aria-valuetext="{escape(spoken)}" autocomplete="off"></span>'
    )


def menu(id_: str, label: str, options: Sequence[str]) -> str:
    """A menu with its label; the values are the places of the options."""
    entries = "".join(
        f'<option value="{place}">{escape(name)}</option>' for place, name in enumerate(options)
    )
    return (
        f'<span class="xl-control"><label for="{id_}">{escape(label)}</label>'
        f'<select id="{id_}" autocomplete="off">{entries}</select></span>'
    )


def choice(id_: str, label: str, options: Sequence[str]) -> str:
    """Buttons of which one is chosen, at first the first; the values are the places of the options."""
    buttons = "".join(
        f'<label><input type="radio" name="{id_}" value="{place}"{" checked" if place == 0 else ""} '
        f'autocomplete="off"><span>{escape(name)}</span></label>'
        for place, name in enumerate(options)
    )
    return f'<fieldset class="xl-choice" id="{id_}"><legend>{escape(label)}</legend>{buttons}</fieldset>'


def live(still: Callable[..., str], *controls: ipywidgets.ValueWidget) -> ipywidgets.VBox:
    """Controls of a kernel above the state that they choose.

    Args:
        still: a state as HTML; it gets the values of the controls.
        controls: widgets with a value.
    """
    import ipywidgets

    def state() -> str:
        return still(*(control.value for control in controls))

    page = ipywidgets.HTML(state(), layout={"width": "100%"})

    def update(_: object) -> None:
        page.value = state()

    for control in controls:
        control.observe(update, names="value")
    return ipywidgets.VBox([*controls, page])
