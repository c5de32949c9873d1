"""What suggestions are measured beside: the most frequent codes, and words with logistic regression."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qualcode.suggestions.language.words import Array


def most_frequent(coded: Array, asked: int, sampling_weights: Array | None = None) -> Array:
    """Return each code's share as its score for every asked unit.

    Args:
        sampling_weights: how many units like it each stands for; None where each stands for itself.
    """
    shares = np.average(coded, axis=0, weights=sampling_weights) if len(coded) else np.zeros(coded.shape[1])
    return np.tile(shares, (asked, 1))


def words_with_regression(texts: Sequence[str], coded: Array, asked: Sequence[str]) -> Array:
    """Return the scores of the usual classifier: TF-IDF of words and pairs, balanced logistic regression with C = 10.

    Args:
        texts: to learn from, with `coded` a row each.
        asked: to score.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    scores = most_frequent(coded, len(asked))
    vectorizer = TfidfVectorizer(ngram_range=(1, 2))
    try:
        known = vectorizer.fit_transform(texts)
    except ValueError:  # no words at all
        return scores
    met = vectorizer.transform(asked)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for code in range(coded.shape[1]):
            if coded[:, code].any() and not coded[:, code].all():
                model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", max_iter=1000)
                scores[:, code] = model.fit(known, coded[:, code]).predict_proba(met)[:, 1]
    return scores
