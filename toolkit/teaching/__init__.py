"""What the lessons in `notebooks/lessons/` need beside the toolkit itself: exercises that check themselves, and the sample corpus.

`check` says of an answer whether it is right, and gives a hint where it is not; `progress` says what is done. `kinds` reads answers,
`exercises` says what an exercise is, `exercises_*` hold those of each lesson, `reply` is what a pupil sees. `corpus`, `coders`, `dealing`
and `study` give the lessons their material. Nothing here writes a file, but `study`, which lays out a folder when it is asked to.
"""

from toolkit.teaching.checking import check, forget, progress
from toolkit.teaching.coders import by_hand, code_by, coded_sentences, second_coder, ten_sentences
from toolkit.teaching.corpus import made_up_log, sample_corpus, sample_file
from toolkit.teaching.dealing import clumped_world, deal_in_two, exchange_sides
from toolkit.teaching.study import ten_files

__all__ = [
    "by_hand",
    "check",
    "clumped_world",
    "code_by",
    "coded_sentences",
    "deal_in_two",
    "exchange_sides",
    "forget",
    "made_up_log",
    "progress",
    "sample_corpus",
    "sample_file",
    "second_coder",
    "ten_files",
    "ten_sentences",
]
