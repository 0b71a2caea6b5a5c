"""Figures that a reader plays with in a static page: no kernel, no network, a table behind each.

Every figure is one piece of HTML with a little inline script. Without scripts it shows its first state.
With a kernel, `widget()` of two of them gives the same as ipywidgets. Chapters 3, 4 and 5.
"""

from xling_utils.interactive.clouds import SentenceClouds, sentence_clouds
from xling_utils.interactive.frame import Interactive
from xling_utils.interactive.pairs import Cell, PairTable, pair_table
from xling_utils.interactive.stitching import StitchSlider, stitch_slider

__all__ = [
    "Cell",
    "Interactive",
    "PairTable",
    "SentenceClouds",
    "StitchSlider",
    "pair_table",
    "sentence_clouds",
    "stitch_slider",
]
