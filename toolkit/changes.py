"""Whether and when the rate of accusations changed for good: change points that must stand out from drift."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.expected import expects_frames
from toolkit.frequency import PER

COLUMNS = ("period", "rate_before", "rate_after", "ratio", "low", "high", "p")

#: Fewer published periods than this are not searched at all.
FEWEST = 8

#: A stretch shorter than this is an outburst, not a new level; `toolkit.bursts.bursts` looks for those.
SHORTEST = 3

#: Above this many periods the joint search for all dates takes too long, and they are placed one after the other.
JOINT = 120

#: Series without a change are simulated for each of these: autocorrelation of the log rate from one period to the
#: next, and its spread. Uneven on purpose: the high autocorrelations, which look most like changes, are the more
#: closely spaced. In every second series this part of the variance is passing (gamma) and has no autocorrelation.
CORRELATIONS = (0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.85, 0.9)
SPREADS = (0.1, 0.17, 0.28, 0.45, 0.7, 1.1)
PASSING = 0.5

#: Every p is multiplied by this. Few periods cannot tell drift from a change, so the simulated series are partly
#: calmer than the truth may be; doubling keeps false alarms near 5 % where the autocorrelation is 0.8.
PRUDENCE = 2


@expects_frames
def change_points(
    table: pd.DataFrame,
    *,
    per: str = "statement",
    alpha: float = 0.05,
    most: int = 5,
    draws: int = 199,
    seed: int = 0,
) -> pd.DataFrame:
    """Periods from which on the pooled rate of accusations was lastingly another one.

    When you would want it: to say since when an issuer accuses more (or less), without naming the date beforehand. For
    a date that is known beforehand `toolkit.before_after.before_after` says more; for an outburst that ended,
    `toolkit.bursts.bursts`.

    Parameters: `table` is `toolkit.timeline.timeline` for one group. `per` as in `toolkit.frequency.rates`. `most` is
    the largest number of changes, `alpha` the largest p, `draws` the number of simulated series for each of 49 kinds.
    Equal `seed`s give equal results.

    How: dates are those that lower the Poisson deviance of the counts, given what was published, the most (ruptures,
    Truong, Oudre and Vayatis 2020). A change is added only where the gain stands out among the largest gains of series
    simulated without it. The gain is twice the rise of a log-likelihood that allows for overdispersion and for
    autocorrelation, with and without the change, so that drift is not paid for as change. The simulated series have
    the same exposures and mean rate, and overdispersion and autocorrelation of every kind; each counts by how much it
    looks like the observed one *once its own best change is taken out*. So a real jump is not read as autocorrelation,
    and the bias of the autocorrelation of a short series is the same on both sides. The p is then doubled.

    Returns one row per change in order of date: `period` (the first after the change), `rate_before` and `rate_after`
    (up to the neighbouring changes), `ratio`, `low` and `high` (95 % interval of the date, by a bootstrap of blocks
    within the stretches, Hušková and Kirch 2008), `p` (given the other changes). No rows where nothing stands out, and
    with fewer than 8 published periods. Periods in which nothing was published are left out, never taken as zero.

    Raises `ValueError` for an unknown unit, more than one group, or an `alpha`, `most` or `draws` out of range.

    It misleads where there is a slow trend: it is either taken for drift or given one date. No rows do not mean no
    change: with 24 periods a threefold jump is found in nine of ten series whose rate is otherwise steady, and in four
    of ten whose rate varies by 40 % anyway. Two opposite changes close to each other may hide each other, and stretches
    shorter than 3 periods are not looked for. The interval of the date of a small change holds in some 90 %, not 95 %.

    >>> months = pd.date_range("2022-01-01", periods=24, freq="MS")
    >>> counts = [5, 4, 6, 5, 3, 6, 4, 5, 5, 6, 4, 5] + [15, 14, 17, 13, 16, 15, 14, 18, 15, 13, 16, 15]
    >>> table = pd.DataFrame({"period": months, "n_accusations": counts, "n_statements": 10})
    >>> found = change_points(table)
    >>> found["period"].dt.strftime("%Y-%m").tolist(), found["ratio"].round(1).tolist()
    (['2023-01'], [3.1])
    """
    if not 0 < alpha < 1 or most < 0 or draws < 1:
        raise ValueError("alpha lies between 0 and 1, most is at least 0 and draws at least 1.")
    periods, counts, exposures = series(table, per)
    if len(counts) < FEWEST or counts.sum() == 0:
        return _frame([])
    places, chances = _search(counts, exposures, alpha, most, draws, seed)
    scale = PER[per][1]
    edges = [0, *places, len(counts)]
    rows = []
    for before, place, after, p in zip(edges, places, edges[2:], chances, strict=False):
        rate, new = (scale * counts[a:b].sum() / exposures[a:b].sum() for a, b in ((before, place), (place, after)))
        low, high = _interval(counts[before:after], exposures[before:after], place - before, draws, seed)
        ratio = new / rate if rate else np.inf
        rows.append((periods[place], rate, new, ratio, periods[before + low], periods[before + high], p))
    return _frame(rows)


def series(table: pd.DataFrame, per: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Periods, accusations and what they are divided by, in order of date, of the periods with something published.

    Raises `ValueError` for an unknown unit and where a period is there twice, which is more than one group.

    >>> table = pd.DataFrame({"period": pd.to_datetime(["2023-02-01", "2023-01-01"]), "n_accusations": [0, 3]})
    >>> [part.tolist() for part in series(table.assign(n_statements=[0, 4]), "statement")[1:]]
    [[3.0], [4.0]]
    """
    if per not in PER:
        raise ValueError(f"Rates are not counted per {per!r}; per is one of {', '.join(PER)}.")
    if table["period"].duplicated().any():
        raise ValueError("A period is there more than once; give the periods of one group only.")
    column = PER[per][0]
    published = table[table[column] > 0].sort_values("period")
    return (
        published["period"].to_numpy(),
        published["n_accusations"].to_numpy(dtype=float),
        published[column].to_numpy(dtype=float),
    )


def _frame(rows: list[tuple]) -> pd.DataFrame:
    kinds = {name: "datetime64[us]" if name in ("period", "low", "high") else "float64" for name in COLUMNS}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def _search(counts, exposures, alpha, most, draws, seed) -> tuple[list[int], list[float]]:
    """Add changes while they stand out, then drop those that no longer do beside the others."""
    places, chances = [], []
    while len(places) < most and len(_candidates(places, len(counts))):
        p = _chance(counts, exposures, places, draws, seed)
        if p > alpha:
            break
        places = _place(counts, exposures, len(places) + 1)
        chances = [p]
    while len(places) > 1:
        rest = [[other for other in places if other != place] for place in places]
        chances = [_chance(counts, exposures, others, draws, seed) for others in rest]
        if max(chances) <= alpha:
            break
        places = _place(counts, exposures, len(places) - 1)
        if len(places) == 1:
            chances = [_chance(counts, exposures, [], draws, seed)]
    return places, chances


def _place(counts: np.ndarray, exposures: np.ndarray, number: int) -> list[int]:
    """The dates of so many changes, all placed together where the series is not too long."""
    from ruptures import Binseg, Dynp
    from ruptures.base import BaseCost
    from scipy.special import xlogy

    class PoissonDeviance(BaseCost):
        """Deviance of counts from one rate for a whole stretch, given their exposures."""

        model = "poisson deviance"
        min_size = SHORTEST

        def fit(self, signal):
            self.signal = signal
            self.sums = np.vstack([np.zeros(3), np.cumsum(np.c_[signal, xlogy(signal[:, 0], _rate(signal))], axis=0)])
            return self

        def error(self, start, end):
            count, exposure, exact = self.sums[end] - self.sums[start]
            return 2 * (exact - xlogy(count, count / exposure))

    def _rate(signal):
        return signal[:, 0] / signal[:, 1]

    method = Dynp if len(counts) <= JOINT else Binseg
    fitted = method(custom_cost=PoissonDeviance(), min_size=SHORTEST, jump=1).fit(np.c_[counts, exposures])
    return [int(place) for place in fitted.predict(n_bkps=number)[:-1]]


def _candidates(places: list[int], n: int) -> np.ndarray:
    """Where one more change can be: far enough from the ends and from the other changes."""
    edges = np.array([0, *places, n])
    return np.array([k for k in range(1, n) if np.abs(edges - k).min() >= SHORTEST], dtype=int)


def _best_split(counts: np.ndarray, exposures: np.ndarray, places: list[int]):
    """For each row of counts: where one more change lowers the deviance most, and the fit without and with it."""
    from scipy.special import xlogy

    n = len(exposures)
    rows, edges, k = np.arange(len(counts)), np.array([0, *places, n]), _candidates(places, n)
    at = np.searchsorted(edges, k) - 1
    start, end = edges[at], edges[at + 1]
    hits = np.hstack([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)])
    size = np.concatenate([[0], np.cumsum(exposures)])
    left, right = hits[:, k] - hits[:, start], hits[:, end] - hits[:, k]
    before, after = left / (size[k] - size[start]), right / (size[end] - size[k])
    whole = (left + right) / (size[end] - size[start])
    best = (xlogy(left, before) + xlogy(right, after) - xlogy(left + right, whole)).argmax(axis=1)
    without = np.add.reduceat(counts, edges[:-1], axis=1) / np.add.reduceat(exposures, edges[:-1])
    without = np.repeat(without, np.diff(edges), axis=1)
    here, place = np.arange(n), k[best][:, None]
    with_it = np.where(
        (here >= start[best][:, None]) & (here < place),
        before[rows, best][:, None],
        np.where((here >= place) & (here < end[best][:, None]), after[rows, best][:, None], without),
    )
    return k[best], without * exposures, with_it * exposures


def _likelihood(counts: np.ndarray, means: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best log-likelihood over the autocorrelations, autocorrelation and dispersion of each row around its means.

    It is taken of the Anscombe (1948) residuals, whose squares add to the deviance but for terms of higher order. With
    no autocorrelation and no overdispersion its double is the deviance; less variance than Poisson's is not credited,
    or a few equal counts would make every step a wonder.
    """
    n = counts.shape[1]
    rest = 2 * (np.sqrt(counts + 0.375) - np.sqrt(means + 0.375))
    squares, edges = (rest**2).sum(axis=1), rest[:, 0] ** 2 + rest[:, -1] ** 2
    products = (rest[:, 1:] * rest[:, :-1]).sum(axis=1)
    best = np.full(len(counts), -np.inf)
    for r in np.linspace(0, 0.95, 20):
        variance = (squares - 2 * r * products + r**2 * (squares - edges)) / n
        fit = np.where(variance > 1, -n / 2 * (np.log(np.maximum(variance, 1)) + 1), -n / 2 * variance)
        best = np.maximum(best, fit + np.log(1 - r**2) / 2)
    return best, products / np.maximum(squares, 1e-9), np.log(np.maximum(squares / n, 0.2))


def _measure(counts: np.ndarray, exposures: np.ndarray, places: list[int]) -> np.ndarray:
    """Gain of the best further change, and autocorrelation and log dispersion once it is taken out, of each row."""
    _, without, with_it = _best_split(counts, exposures, places)
    likelihood, correlation, dispersion = _likelihood(counts, with_it)
    return np.array([2 * (likelihood - _likelihood(counts, without)[0]), correlation, dispersion])


def _chance(counts: np.ndarray, exposures: np.ndarray, places: list[int], draws: int, seed: int) -> float:
    """The p of one more change beside those at `places`."""
    gain, correlation, dispersion = _measure(counts[None], exposures, places)[:, 0]
    means = _best_split(counts[None], exposures, places)[1][0]
    gains, correlations, dispersions = _measure(_without_change(means, draws, seed), exposures, places)
    n, width, alike = len(counts), 0.5, np.zeros(1)
    # Half a standard error wide; wider where the series is unlike nearly everything simulated.
    while alike.sum() < 50 and width < 50:
        far = (correlations - correlation) ** 2 * n + (dispersions - dispersion) ** 2 * n / 2 / 1.3**2
        alike, width = np.exp(-far / (2 * width**2)), width * 1.5
    # The observed series is one of those that could have been: p is never 0.
    return min(1.0, PRUDENCE * float((1 + alike[gains >= gain - 1e-9].sum()) / (1 + alike.sum())))


def _without_change(means: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Simulated counts around `means`: Poisson alone, and with every kind of drift on the log scale."""
    random = np.random.default_rng(seed)
    kinds = [(r, spread) for r in CORRELATIONS for spread in SPREADS]
    r, spread = np.array([(0, 0), *kinds]).repeat(draws, axis=0).T
    part = np.where((np.arange(len(r)) % 2 == 1) & (spread > 0), PASSING, 0)
    lasting = spread * np.sqrt(1 - part)
    drift = random.standard_normal((len(means), len(r)))
    for t in range(1, len(means)):
        drift[t] = r * drift[t - 1] + np.sqrt(1 - r**2) * drift[t]
    rates = np.exp(lasting * drift - lasting**2 / 2).T * means
    some = part > 0
    variance = np.expm1(part[some] * spread[some] ** 2)[:, None]
    rates[some] *= random.gamma(1 / variance, variance, size=(int(some.sum()), len(means)))
    return random.poisson(rates).astype(float)


def _interval(counts, exposures, place: int, draws: int, seed: int) -> tuple[int, int]:
    """95 % interval of the place of the one change in a window: residuals drawn again in blocks on either side."""
    random = np.random.default_rng(seed)
    again = []
    for part, size in ((counts[:place], exposures[:place]), (counts[place:], exposures[place:])):
        n, means = len(part), size * part.sum() / size.sum()
        # Residuals around a fitted mean are too small by this factor.
        rest = (part - means) / np.sqrt(np.maximum(means, 1e-9)) * np.sqrt(n / (n - 1))
        block = max(1, round(n ** (1 / 3)))
        starts = random.integers(n, size=(draws, -(-n // block)))
        drawn = ((starts[:, :, None] + np.arange(block)) % n).reshape(draws, -1)[:, :n]
        again.append(np.maximum(means + np.sqrt(means) * rest[drawn], 0))
    found = _best_split(np.hstack(again), exposures, [])[0]
    low, high = np.quantile(found, [0.025, 0.975], method="inverted_cdf")
    return min(int(low), place), max(int(high), place)
