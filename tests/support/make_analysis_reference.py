#!/usr/bin/env python3
"""Makes tests/data/analysis/reference.json: what SciPy, scikit-learn and R say of small inputs, which
engine/analysis is held to (Debian: python3-scipy, python3-sklearn, r-base-core). The tests need no Python.

  /usr/bin/python3 tests/support/make_analysis_reference.py
"""
import json
import pathlib
import subprocess

import numpy as np
import scipy.linalg
import scipy.optimize
import scipy.spatial.distance as distance
from scipy.cluster import hierarchy
from sklearn.decomposition import PCA
from sklearn.manifold import smacof
from sklearn.neighbors import NearestNeighbors

random = np.random.default_rng(20240229)


def rounded(values, digits=7):
    """Inputs are short in the file; outputs are of the rounded ones."""
    return np.round(np.asarray(values, dtype=float), digits)


def linkages():
    cases = []
    for n, dimensions in [(2, 3), (3, 2), (10, 4), (25, 2)]:
        points = rounded(random.normal(size=(n, dimensions)), 4)
        d = distance.pdist(points)
        case = {"points": points.tolist(), "kinds": {}}
        for kind in ["single", "complete", "average", "ward"]:
            z = hierarchy.linkage(d, kind)
            case["kinds"][kind] = {
                "merges": z.tolist(),
                "cophenetic": float(hierarchy.cophenet(z, d)[0]) if n > 2 else 1.0,
                "heights": hierarchy.cophenet(z).tolist(),
                "leaves": hierarchy.leaves_list(z).tolist(),
            }
        cases.append(case)
    return cases


def maps():
    points = rounded(random.normal(size=(9, 5)), 4)
    d = distance.squareform(distance.pdist(points))
    n = len(d)
    centring = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-0.5 * centring @ (d * d) @ centring)
    classical = vectors[:, ::-1][:, :2] * np.sqrt(values[::-1][:2])
    for k in range(2):
        if classical[np.argmax(abs(classical[:, k])), k] < 0:
            classical[:, k] *= -1
    # The minimum of the same errors by another method from the same start: scikit-learn's own smacof() stops early.
    pairs = distance.pdist(points)
    found = scipy.optimize.minimize(lambda x: np.sum((distance.pdist(x.reshape(n, 2)) - pairs) ** 2),
                                    classical.ravel(), method="BFGS", options={"gtol": 1e-9})
    _, stress = smacof(d, n_components=2, init=classical, n_init=1, max_iter=300)
    assert found.fun <= stress
    return {"points": points.tolist(), "classical": classical.tolist(), "smacof_errors": float(found.fun),
            "smacof": distance.pdist(found.x.reshape(n, 2)).tolist()}


def frechet(a, b):
    covariances = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = scipy.linalg.sqrtm(covariances[0] @ covariances[1])
    return float(np.sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(covariances[0] + covariances[1]) -
                 2 * np.trace(root.real))


def measures():
    cases = []
    for rows_a, rows_b, dimensions, k in [(40, 30, 3, 3), (25, 60, 5, 5), (12, 12, 2, 1)]:
        real = rounded(random.normal(size=(rows_a, dimensions)), 3)
        made = rounded(0.7 * random.normal(size=(rows_b, dimensions)) + 0.4, 3)
        reach_real = NearestNeighbors(n_neighbors=k + 1).fit(real).kneighbors(real)[0][:, k]
        reach_made = NearestNeighbors(n_neighbors=k + 1).fit(made).kneighbors(made)[0][:, k]
        d = distance.cdist(made, real)
        unit = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in (made, real)]
        cases.append({
            "real": real.tolist(), "made": made.tolist(), "k": k,
            "frechet": frechet(real, made),
            "precision": float((d <= reach_real).any(1).mean()),
            "recall": float((d <= reach_made[:, None]).any(0).mean()),
            "density": float((d <= reach_real).sum() / (k * rows_b)),
            "coverage": float((d <= reach_real).any(0).mean()),
            "cosines": (unit[0] @ unit[1].T).max(1).tolist(),
        })
    return cases


def normality():
    samples = [[1, 2, 3], [1, 1, 5], [2.5, 2.5, 2.500001], [0, 1, 2, 4], [1, 2, 3, 4, 100]]
    for n in [5, 6, 7, 11, 12, 20, 50]:
        samples.append(rounded(random.normal(size=n), 3).tolist())
        samples.append(rounded(random.exponential(size=n), 3).tolist())
    samples.append(rounded(random.integers(0, 4, size=40), 0).tolist())
    # Long ones by a rule that the test repeats: the fractional parts of multiples of the golden ratio.
    rules = [(n, power) for n in (200, 1000, 5000) for power in (0.5, 1, 3)]
    text = "options(digits=17)\n"
    for sample in samples:
        text += f"t<-shapiro.test(c({','.join(map(repr, sample))}));cat(t$statistic,t$p.value,'\\n')\n"
    for n, power in rules:
        text += (f"x<-(((1:{n})*0.6180339887498949)%%1)^{power};t<-shapiro.test(x);"
                 "cat(t$statistic,t$p.value,'\\n')\n")
    out = subprocess.run(["Rscript", "-"], input=text, capture_output=True, text=True, check=True).stdout
    lines = [[float(x) for x in line.split()] for line in out.splitlines() if line.strip()]
    cases = [{"sample": s, "w": w, "p": p} for s, (w, p) in zip(samples, lines)]
    long = [{"n": n, "power": power, "w": w, "p": p} for (n, power), (w, p) in
            zip(rules, lines[len(samples):])]
    return cases, long


def components():
    cases = []
    for rows, dimensions, count in [(30, 6, 4), (8, 20, 7)]:
        x = rounded(random.normal(size=(rows, dimensions)) @ random.normal(size=(dimensions, dimensions)), 3)
        fitted = PCA(count, svd_solver="full").fit(x)
        directions = fitted.components_.copy()
        for row in directions:
            if row[np.argmax(abs(row))] < 0:
                row *= -1
        cases.append({"rows": x.tolist(), "count": count, "mean": fitted.mean_.tolist(),
                      "components": directions.tolist(), "variances": fitted.explained_variance_.tolist(),
                      "total": float(x.var(0, ddof=1).sum())})
    return cases


short, by_rule = normality()
out = pathlib.Path(__file__).parent.parent / "data" / "analysis" / "reference.json"
out.write_text(json.dumps({"linkage": linkages(), "map": maps(), "measures": measures(), "shapiro": short,
                           "shapiro_by_rule": by_rule, "components": components()}) + "\n")
print(out, out.stat().st_size)
