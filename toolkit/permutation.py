"""Permutation tests over documents: is a difference larger than one between groups of documents drawn by lot?

Words and accusations come in documents, and documents that reprint one another are one. So the labels that are exchanged are those of
families of statements, never those of words: a test that shuffles words finds "significant" differences between any two halves of a
clumped corpus.
"""

from __future__ import annotations

import numpy as np


def shuffled(first: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """`draws` rows of labels: which documents are in the first group, as many as there are, in a random order each.

    >>> shuffled(np.array([True, False, False]), 2, seed=0).sum(axis=1).tolist()
    [1, 1]
    """
    generator = np.random.default_rng(seed)
    return generator.permuted(np.broadcast_to(first, (draws, len(first))), axis=1)


def p_values(observed, drawn) -> np.ndarray:
    """Share of draws at least as extreme as what was observed, the observed one counted among them (Phipson and Smyth 2010).

    `drawn` has one row a draw. The smallest value is 1/(draws + 1), never 0. Ties count, but for rounding.

    >>> p_values(np.array([3.0]), np.array([[1.0], [5.0], [2.0]])).tolist()
    [0.5]
    """
    drawn = np.asarray(drawn, dtype=float)
    slack = 1e-9 * np.maximum(np.abs(observed), 1e-12)
    return (1 + (drawn >= observed - slack).sum(axis=0)) / (1 + len(drawn))


def false_discovery(p) -> np.ndarray:
    """Adjusted p values that control the false discovery rate (Benjamini and Hochberg 1995): of those under 0.05, 5 % are false.

    >>> false_discovery([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    # scipy.stats takes half a second to import, which `import toolkit` must not pay.
    from scipy.stats import false_discovery_control

    p = np.asarray(p, dtype=float)
    return false_discovery_control(p) if len(p) else p
