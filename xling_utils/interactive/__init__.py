"""Figures that a reader plays with in a static page: no kernel, no network, a table behind each.

Every figure is one piece of HTML with a little inline script. Without scripts it shows its first state.
With a kernel, `widget()` of four of them gives the same as ipywidgets. Chapters 3 to 7.
"""

from xling_utils.interactive.clouds import SentenceClouds, sentence_clouds
from xling_utils.interactive.conditions import ConditionClouds, condition_clouds
from xling_utils.interactive.frame import Interactive
from xling_utils.interactive.layers import LayerLines, layer_lines
from xling_utils.interactive.pairs import Cell, PairTable, pair_table
from xling_utils.interactive.stitching import StitchSlider, stitch_slider
from xling_utils.interactive.strengths import StrengthSlider, strength_slider

__all__ = [
    "Cell",
    "ConditionClouds",
    "Interactive",
    "LayerLines",
    "PairTable",
    "SentenceClouds",
    "StitchSlider",
    "StrengthSlider",
    "condition_clouds",
    "layer_lines",
    "pair_table",
    "sentence_clouds",
    "stitch_slider",
    "strength_slider",
]
