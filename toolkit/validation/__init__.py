"""How good is the coding of *your* corpus: draw a sample, code it by hand, compare coders, and score the toolkit against them.

`sampling` draws sentences with known probabilities; `sheet` makes a coding sheet for a spreadsheet and reads it back; `coder` is
the same with buttons, in a notebook; `agreement` compares coders; `scoring` compares the toolkit with them; `run` does
all of it for a folder.
"""

from toolkit.validation.agreement import agreement, differences
from toolkit.validation.coder import Coder
from toolkit.validation.run import compare, read_coded, settle, start, validate
from toolkit.validation.sampling import draw_sample, read_sample, write_sample
from toolkit.validation.scoring import code_sample, score
from toolkit.validation.sheet import read_codes, read_folder, write_sheet

__all__ = [
    "Coder",
    "agreement",
    "code_sample",
    "compare",
    "differences",
    "draw_sample",
    "read_coded",
    "read_codes",
    "read_folder",
    "read_sample",
    "score",
    "settle",
    "start",
    "validate",
    "write_sample",
    "write_sheet",
]
