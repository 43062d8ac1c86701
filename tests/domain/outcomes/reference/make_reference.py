"""
Writes scikit-learn-1.2.json, the reference values that the tests of metrics, intervals and power
compare with to 1e-9.

Run:       python3 tests/domain/outcomes/reference/make_reference.py
           npm run format
Made with: Python 3.11.2, scikit-learn 1.2.1, scipy 1.10.1, numpy 1.24.2 (Debian 12's packages)

Classification, ROC-AUC, kappa and regression come from scikit-learn; Clopper-Pearson bounds and
binomial probabilities from scipy. BLEU, ROUGE-L and the SQuAD scores have no reference there:
theirs come from the plain implementations below, written apart from the engine's and by other
means (unicodedata instead of regular expressions, the full table instead of bit-parallel rows).
What scikit-learn answers with NaN is null here.
"""

import json
import math
import pathlib
import string
import unicodedata
import warnings

import numpy as np
import scipy
import sklearn
from scipy.stats import beta, binom, norm
from sklearn.metrics import (
    accuracy_score,
    cohen_kappa_score,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    precision_recall_fscore_support,
    r2_score,
    roc_auc_score,
)

warnings.simplefilter("ignore")
random = np.random.default_rng(20240607)


def plain(value):
    value = float(value)
    return value if math.isfinite(value) else None


def rows_of(truth, answers):
    return [{"label": t, "output": a} for t, a in zip(truth, answers)]


# Classification

STRAY = "\u0000"


def classification(name, truth, answers, labels):
    given = [STRAY if a is None else a for a in answers]
    values = {"accuracy": plain(accuracy_score(truth, given))}
    for average in ("macro", "micro"):
        p, r, f, _ = precision_recall_fscore_support(
            truth, given, labels=labels, average=average, zero_division=0
        )
        values[average] = {"precision": plain(p), "recall": plain(r), "f1": plain(f)}
    p, r, f, _ = precision_recall_fscore_support(truth, given, labels=labels, zero_division=0)
    values["classes"] = [
        {"precision": plain(p[i]), "recall": plain(r[i]), "f1": plain(f[i])}
        for i in range(len(labels))
    ]
    return {"name": name, "labels": labels, "rows": rows_of(truth, answers), "values": values}


def drawn(labels, n, right, missing=0.0, stray=0.0, shares=None):
    truth = [str(x) for x in random.choice(labels, n, p=shares)]
    answers = []
    for t in truth:
        u = random.random()
        if u < missing:
            answers.append(None)
        elif u < missing + stray:
            answers.append("stray")
        elif random.random() < right:
            answers.append(t)
        else:
            answers.append(str(random.choice(labels)))
    return truth, answers


abc = ["a", "b", "c"]
ab = ["a", "b"]
classification_cases = [
    classification("three classes", *drawn(abc, 200, 0.7), abc),
    classification("uneven, with missing and stray answers",
                   *drawn(abc, 300, 0.8, 0.05, 0.05, [0.8, 0.15, 0.05]), abc),
    classification("one true class only", ["a"] * 5, ["a", "b", "a", "a", None], ab),
    classification("one class in truth and answers", ["a"] * 4, ["a"] * 4, ab),
    classification("a class nobody has or says", ["a", "b", "a"], ["a", "b", "b"], abc),
    classification("never the second class", ["a", "b", "a", "b"], ["a"] * 4, ab),
    classification("no answer at all", ["a", "b", "b"], [None] * 3, ab),
    classification("everything wrong", ["a", "b", "a"], ["b", "a", "b"], ab),
    classification("a single row, right", ["b"], ["b"], ab),
    classification("a single row, wrong", ["b"], ["a"], ab),
    classification("constant truth, third class said", ["c"] * 6, ["c", "a", "c", "c", "b", "c"], abc),
]


# Ranking

def numeric(text):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


def ranking(name, truth, answers):
    scores = []
    for t, a in zip(truth, answers):
        value = numeric(a)
        scores.append(value if value is not None else (-1e200 if t == "yes" else 1e200))
    binary = [1 if t == "yes" else 0 for t in truth]
    value = roc_auc_score(binary, scores) if len(set(binary)) == 2 else None
    return {"name": name, "rows": rows_of(truth, answers), "value": value}


def scored(n, digits, missing=0.0):
    truth = ["yes" if u < 0.4 else "no" for u in random.random(n)]
    answers = [
        None if random.random() < missing
        else f"{random.normal(0.8 if t == 'yes' else 0.0):.{digits}f}"
        for t in truth
    ]
    return truth, answers


ranking_cases = [
    ranking("scores with many digits", *scored(150, 12)),
    ranking("many ties", *scored(200, 0)),
    ranking("missing scores", *scored(150, 1, 0.15)),
    ranking("no score at all", ["yes", "no", "yes"], [None, None, None]),
    ranking("words and NaN for scores", ["yes", "no", "yes", "no"], ["high", "NaN", "0.3", "0.1"]),
    ranking("all level", ["yes", "no", "no", "yes"], ["0.5"] * 4),
    ranking("perfect", ["no", "no", "yes", "yes"], ["1", "2", "3", "4e0"]),
    ranking("upside down", ["yes", "yes", "no", "no"], ["-3", "-2.5", ".5", "+1."]),
    ranking("one class only", ["yes", "yes"], ["1", "2"]),
    ranking("the other class only", ["no"], ["1"]),
]


# Agreement

def farthest(label, labels):
    at, last = labels.index(label), len(labels) - 1
    return labels[0] if at * 2 >= last else labels[last]


def agreement(name, truth, answers, labels):
    quadratic = [a if a in labels else farthest(t, labels) for t, a in zip(truth, answers)]
    nominal = [a if a in labels else STRAY for a in answers]
    return {
        "name": name,
        "labels": labels,
        "rows": rows_of(truth, answers),
        "quadratic": plain(cohen_kappa_score(truth, quadratic, labels=labels, weights="quadratic")),
        "none": plain(cohen_kappa_score(truth, nominal, labels=[*labels, STRAY])),
    }


five = ["1", "2", "3", "4", "5"]
near_truth = [int(x) for x in random.integers(1, 6, 180)]
near_answer = [str(min(5, max(1, t + int(random.integers(-1, 2))))) for t in near_truth]
agreement_cases = [
    agreement("ratings of five steps", [str(t) for t in near_truth], near_answer, five),
    agreement("missing and stray answers", *drawn(five, 160, 0.6, 0.1, 0.05), five),
    agreement("labels that do not sort", *drawn(["low", "high", "extreme"], 90, 0.5),
              ["low", "high", "extreme"]),
    agreement("complete agreement", ["1", "2", "3"], ["1", "2", "3"], five),
    agreement("complete disagreement", ["1", "5", "1"], ["5", "1", "5"], five),
    agreement("one label on both sides", ["2", "2"], ["2", "2"], five),
    agreement("constant truth", ["2", "2", "2"], ["2", "3", "1"], five),
    agreement("constant answer", ["1", "2", "3"], ["2", "2", "2"], five),
    agreement("a single row, right", ["4"], ["4"], five),
    agreement("a single row, wrong", ["4"], ["1"], five),
    agreement("no answer at all", ["1", "3", "5"], [None, None, None], five),
]


# Regression

def regression(name, truth, answers, missing):
    y = np.array([float(t) for t in truth])
    given = [numeric(a) for a in answers]
    p = np.array([t + missing if a is None else a for t, a in zip(y, given)])
    return {
        "name": name,
        "missing": missing,
        "rows": rows_of(truth, answers),
        "mae": plain(mean_absolute_error(y, p)),
        "rmse": plain(mean_squared_error(y, p, squared=False)),
        "mape": plain(mean_absolute_percentage_error(y, p)),
        "r2": plain(r2_score(y, p)),
    }


near = random.normal(50, 10, 150)
guess = near + random.normal(0, 3, 150)
regression_cases = [
    regression("150 rows", [repr(float(x)) for x in near], [repr(float(x)) for x in guess], 40.0),
    regression("with missing answers", [f"{x:.2f}" for x in near],
               [None if i % 9 == 0 else ("n/a" if i % 25 == 1 else f"{x:.2f}")
                for i, x in enumerate(guess)], 40.0),
    regression("a large common part", [f"{1e6 + x:.4f}" for x in near],
               [f"{1e6 + x:.4f}" for x in guess], 40.0),
    regression("no error", ["1", "2", "3.5"], ["1", "2.0", "35e-1"], 9.0),
    regression("constant truth, no error", ["5", "5", "5"], ["5", "5", "5"], 9.0),
    regression("constant truth, with errors", ["5", "5", "5"], ["5", "6", "4"], 9.0),
    regression("a true value of nought", ["0", "2", "-4"], ["0", "3", "-5"], 9.0),
    regression("an error on a true value of nought", ["0", "2"], ["0.5", "2"], 9.0),
    regression("worse than the mean", ["1", "2", "3"], ["3", "1", "-4"], 9.0),
    regression("a single row", ["3"], ["4"], 9.0),
    regression("NaN and infinity are no answers", ["1", "2", "4"], ["NaN", "inf", "4"], 7.0),
    regression("no answer at all", ["1", "2", "4"], [None, None, ""], 7.0),
]


# Texts: plain implementations, by other means than the engine's

def squad_words(text):
    kept = []
    for c in unicodedata.normalize("NFC", text).lower():
        if c in string.punctuation or unicodedata.category(c).startswith("P"):
            continue
        kept.append(c)
    return [w for w in "".join(kept).split() if w not in ("a", "an", "the")]


def exact_match(truth, answer):
    return 0.0 if answer is None else float(squad_words(truth) == squad_words(answer))


def token_f1(truth, answer):
    if answer is None:
        return 0.0
    t, a = squad_words(truth), squad_words(answer)
    if not t or not a:
        return float(len(t) == len(a))
    left, common = list(t), 0
    for word in a:
        if word in left:
            left.remove(word)
            common += 1
    if common == 0:
        return 0.0
    p, r = common / len(a), common / len(t)
    return 2 * p * r / (p + r)


def rouge_words(text):
    words, word = [], ""
    for c in unicodedata.normalize("NFC", text).lower():
        if unicodedata.category(c)[0] in "LMN" or c == "\u200c":
            word += c
        elif word:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def rouge_l(truth, answer):
    if answer is None:
        return 0.0
    t, a = rouge_words(truth), rouge_words(answer)
    table = [[0] * (len(a) + 1) for _ in range(len(t) + 1)]
    for i, x in enumerate(t):
        for j, y in enumerate(a):
            table[i + 1][j + 1] = (
                table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
            )
    lcs = table[-1][-1]
    if lcs == 0:
        return 0.0
    p, r = lcs / len(a), lcs / len(t)
    return 2 * p * r / (p + r)


def bleu_tokens(text):
    text = unicodedata.normalize("NFC", text)
    kinds = [unicodedata.category(c)[0] for c in text]
    spaced = ""
    for i, c in enumerate(text):
        before = i > 0 and kinds[i - 1] == "N"
        after = i + 1 < len(text) and kinds[i + 1] == "N"
        alone = kinds[i] == "S" or (kinds[i] == "P" and not (before and after))
        spaced += f" {c} " if alone else c
    return spaced.split()


def bleu(rows):
    matches, totals, answer_length, truth_length = [0] * 4, [0] * 4, 0, 0
    for row in rows:
        t = bleu_tokens(row["label"])
        a = bleu_tokens(row["output"] or "")
        truth_length += len(t)
        answer_length += len(a)
        for n in range(1, 5):
            wanted = [tuple(t[i:i + n]) for i in range(len(t) - n + 1)]
            for run in [tuple(a[i:i + n]) for i in range(len(a) - n + 1)]:
                totals[n - 1] += 1
                if run in wanted:
                    wanted.remove(run)
                    matches[n - 1] += 1
    if not any(matches) or not all(totals):
        return 0.0
    product, without = 1.0, 0
    for m, n in zip(matches, totals):
        without += m == 0
        product *= (m / n) if m else 1 / (2 ** without * n)
    penalty = 1.0 if answer_length >= truth_length else math.exp(1 - truth_length / answer_length)
    return penalty * product ** 0.25


pairs = [
    ("The cat sat on the mat.", "the cat sat on a mat"),
    ("The cat sat on the mat.", "On the mat sat the cat!"),
    ("An answer, with (punctuation) & symbols: $5.00 + 10%", "answer with punctuation symbols 500 10"),
    ("U.S. dollars 1,234.50", "US dollars 1234.50"),
    ("the", "a"),
    ("...", ""),
    ("", "something"),
    ("something", None),
    ("snake_case and kebab-case", "snake case and kebab case"),
    ("Paris", "paris, France; Paris"),
    ("پاکستان کا دارالحکومت اسلام آباد ہے۔", "اسلام آباد پاکستان کا دارالحکومت ہے"),
    ("کیا یہ درست ہے؟ جی ہاں، بالکل۔", "جی ہاں، بالکل درست ہے۔"),
    ("العاصمة هي القاهرة، وهي مدينة كبيرة.", "القاهرة هي العاصمة وهي مدينة كبيرة"),
    ("می\u200cروم به خانه", "می\u200cروم خانه"),
    ("cafe\u0301 au lait", "caf\u00e9 au lait"),
    ("İstanbul'da hava güneşli", "istanbul'da hava güneşli"),
    ("one two three four five six seven eight nine ten", "one three five seven nine ten two four"),
    ("a b a b a b", "b a b a"),
]
vocabulary = "red green blue house tree river runs stands the a 12 3.5 , . ہے کا".split()
for n in (5, 12, 40, 70, 130):
    pairs.append((" ".join(random.choice(vocabulary, n)),
                  " ".join(random.choice(vocabulary, n + int(random.integers(-4, 5))))))
text_rows = [{"label": t, "output": a} for t, a in pairs]


def bleu_case(name, rows):
    return {"name": name, "rows": rows, "value": bleu(rows)}


def sentence(n):
    return [str(w) for w in random.choice(vocabulary, n)]


def worded(n, keep):
    rows = []
    for _ in range(n):
        t = sentence(int(random.integers(6, 20)))
        a = [w if random.random() < keep else str(random.choice(vocabulary)) for w in t]
        rows.append({"label": " ".join(t), "output": " ".join(a)})
    return rows


short = worded(20, 0.8)
for row in short:
    row["output"] = " ".join(row["output"].split()[:-2])
bleu_cases = [
    bleu_case("the pairs above", text_rows),
    bleu_case("made sentences", worded(40, 0.8)),
    bleu_case("answers too short", short),
    bleu_case("missing answers", [{**r, "output": None if i % 4 == 0 else r["output"]}
                                  for i, r in enumerate(worded(24, 0.9))]),
    bleu_case("the same text", [{"label": "it is the same, really.", "output": "it is the same, really."}]),
    bleu_case("no run of four matches", [{"label": "a b c d e f", "output": "a b c x y z"}]),
    bleu_case("only single words match", [{"label": "a b c d e f", "output": "f x e y d z"}]),
    bleu_case("nothing matches", [{"label": "a b c d", "output": "w x y z"}]),
    bleu_case("answers of three tokens", [{"label": "a b c", "output": "a b c"}]),
    bleu_case("no answer at all", [{"label": "a b c d", "output": None}]),
    bleu_case("repeated words are clipped",
              [{"label": "the cat is on the mat", "output": "the the the the the the the"}]),
    bleu_case("numbers and marks", [{"label": "Rs. 1,234.50 (paid), 3.14!", "output": "Rs. 1,234.50 paid, 3.14 !"}]),
]


# Intervals and power

clopper_pearson = []
for hits, n in [(0, 1), (1, 1), (0, 30), (1, 30), (29, 30), (372, 400), (400, 400), (4700, 5000)]:
    for level in (0.05, 0.05 / 3, 0.005):
        clopper_pearson.append({
            "hits": hits, "n": n, "level": level,
            "lower": 0.0 if hits == 0 else float(beta.ppf(level, hits, n - hits + 1)),
            "upper": 1.0 if hits == n else float(beta.ppf(1 - level, hits + 1, n - hits)),
        })


def bounds(hits, n, level):
    lower = 0.0 if hits == 0 else beta.ppf(level, hits, n - hits + 1)
    upper = 1.0 if hits == n else beta.ppf(1 - level, hits + 1, n - hits)
    return lower, upper


def power(n, target, direction, attempts, truth):
    level = 0.05 / attempts
    met = missed = 0.0
    for hits in range(n + 1):
        lower, upper = bounds(hits, n, level)
        chance = binom.pmf(hits, n, truth)
        if direction == "at_least":
            met += chance if lower >= target else 0
            missed += chance if upper < target else 0
        else:
            met += chance if upper <= target else 0
            missed += chance if lower > target else 0
    return {"n": n, "target": target, "direction": direction, "attempts": attempts, "truth": truth,
            "met": float(met), "notMet": float(missed)}


def smallest(target, direction, attempts, truth, wanted, most):
    for n in range(1, most):
        if power(n, target, direction, attempts, truth)["met"] >= wanted:
            return {"target": target, "direction": direction, "attempts": attempts, "truth": truth,
                    "wanted": wanted, "n": n}
    raise ValueError("not found")


power_cases = [power(*c) for c in [
    (30, 0.5, "at_least", 1, 0.8),
    (100, 0.9, "at_least", 1, 0.97),
    (400, 0.92, "at_least", 1, 0.94),
    (400, 0.92, "at_least", 3, 0.96),
    (400, 0.92, "at_least", 3, 0.85),
    (600, 0.05, "at_most", 2, 0.02),
    (600, 0.05, "at_most", 2, 0.05),
    (600, 0.05, "at_most", 2, 0.12),
    (50, 0.99, "at_least", 1, 1.0),
    (299, 0.99, "at_least", 1, 0.999),
    (200, 0.01, "at_most", 5, 0.0),
]]
smallest_cases = [
    smallest(0.8, "at_least", 1, 0.9, 0.9, 400),
    smallest(0.9, "at_least", 3, 0.98, 0.9, 400),
    smallest(0.1, "at_most", 1, 0.03, 0.9, 400),
    smallest(0.95, "at_least", 1, 1.0, 0.9, 400),
]


def latency(n, p, attempts, share):
    """The pessimistic rank is the least r with P(X < r) >= 1 - level, X rows under the percentile."""
    level = 0.05 / attempts
    rank = next((r for r in range(1, n + 1) if binom.cdf(r - 1, n, p) >= 1 - level), None)
    met = 0.0 if rank is None else float(binom.sf(rank - 1, n, share))
    return {"n": n, "p": p, "attempts": attempts, "share": share, "met": met}


latency_cases = [latency(*c) for c in [
    (400, 0.9, 1, 0.93), (400, 0.95, 3, 0.98), (408, 0.99, 3, 0.999), (50, 0.99, 1, 1.0),
    (100, 0.5, 2, 0.65),
]]
normal = [{"p": p, "z": float(norm.ppf(p))} for p in (0.001, 0.005, 0.05, 0.1, 0.5, 0.9, 0.99, 0.9995)]

out = pathlib.Path(__file__).with_name("scikit-learn-1.2.json")
out.write_text(json.dumps({
    "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
    "classification": classification_cases,
    "ranking": ranking_cases,
    "agreement": agreement_cases,
    "regression": regression_cases,
    "texts": [{**r, "exactMatch": exact_match(r["label"], r["output"]),
               "tokenF1": token_f1(r["label"], r["output"]),
               "rougeL": rouge_l(r["label"], r["output"])} for r in text_rows],
    "bleu": bleu_cases,
    "clopperPearson": clopper_pearson,
    "power": power_cases,
    "smallest": smallest_cases,
    "latency": latency_cases,
    "normal": normal,
}, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")
