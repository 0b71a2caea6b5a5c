"""Every exercise of the book, proven both ways: stubs fail, solutions pass, wrong answers meet their hint.

What a chapter has to offer, for the exercise with the label ``ex-1-3``:

- a stub: the one code cell that calls `check_1_3`, its last statement being ``_ = check_1_3(answer)``: a bare
  call would show True or False, and a semicolon hides that from Jupyter but not from nbval;
- a solution: ```` ```python ```` fences in the markdown cell with ``{solution} ex-1-3``, definitions only,
  without the call of the check;
- cells that stubs and solutions need (imports, the corpus: quick ones only) carry the tag ``exercise-setup``;
- here, below, at least one typical wrong answer with the words that its message must contain.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import nbformat
import pytest
from book_tools import chapters

from xling_utils import exercises as checks
from xling_utils.exercises.verdicts import UNANSWERED

SOLUTION = re.compile(r"\{solution(?:-start)?\}[ \t]*ex-(\d+-\d+)")
CHECK = re.compile(r"^(?:_ = )?check_(\d+_\d+)\(", re.MULTILINE)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Exercise:
    """One exercise as its chapter stores it."""

    setup: tuple[str, ...]
    stub: str
    solution: str

    @property
    def call(self) -> str:
        """The stub's last statement, the call of the check."""
        return self.stub[CHECK.search(self.stub).start() :]


@cache
def exercises() -> dict[str, Exercise]:
    """Number, such as "1_3", to exercise."""
    found: dict[str, Exercise] = {}
    for path in chapters():
        cells = nbformat.read(path, as_version=4).cells
        setup = tuple(cell.source for cell in cells if "exercise-setup" in cell.metadata.get("tags", []))
        stubs = {
            match[1]: cell.source
            for cell in cells
            if cell.cell_type == "code" and (match := CHECK.search(cell.source))
        }
        solutions = {
            match[1].replace("-", "_"): "\n".join(PYTHON.findall(cell.source))
            for cell in cells
            if cell.cell_type == "markdown" and (match := SOLUTION.search(cell.source))
        }
        unpaired = sorted(stubs.keys() ^ solutions.keys())
        assert not unpaired, f"{path.name}: only a stub or only a solution: {unpaired}"
        found |= {number: Exercise(setup, stub, solutions[number]) for number, stub in stubs.items()}
    return found


@cache
def prepared(setup: tuple[str, ...]) -> dict[str, Any]:
    """The names that a chapter's set-up cells define."""
    return run(setup, {})[0]


def run(sources: tuple[str, ...], names: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Execute code in a copy of the names; return the names after it and what it printed."""
    names, printed = dict(names), io.StringIO()
    with contextlib.redirect_stdout(printed):
        for source in sources:
            exec(compile(source, "<exercise>", "exec"), names)
    return names, printed.getvalue()


def verdict(number: str, answer: str | None) -> str:
    """What the check says to an answer, or to the stub."""
    exercise = exercises()[number]
    code = (exercise.stub,) if answer is None else (answer, exercise.call)
    names = prepared(exercise.setup) | {f"check_{number}": getattr(checks, f"check_{number}")}
    return run(code, names)[1].strip().splitlines()[-1]


@pytest.fixture(autouse=True)
def pocket_rung(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLING_CORPUS", raising=False)
    monkeypatch.delenv("XLING_BACKBONE", raising=False)


WRONG: dict[str, list[tuple[str, str]]] = {}
"""Exercise -> typical wrong answers, each with words that the check's message must contain."""

# --- Chapter 1 ---

GAPS = "def gaps(s, x): return {k: %s for k in s if k != x}"
LOOKUP = """
def tag_by_lookup(train, sentences):
    pairs = [pair for f, t in zip(train["tokens"], train["upos"]) for pair in zip(f, t)]
    tags = [tag for _, tag in pairs]
    guess, last, first = max(tags, key=tags.count), dict(pairs), dict(reversed(pairs))
    best = {f: max({t for g, t in pairs if g == f}, key=lambda t: pairs.count((f, t))) for f in last}
    """
FAIR = """
def source_difference(a, b):
    both = [code for code in a.scores if code not in (a.spec.source, b.spec.source)]
    """
CONFUSED = """
def most_confused(words):
    all_pairs = [(word.gold, word.predicted) for word in words]
    errors = [pair for pair in all_pairs if pair[0] != pair[1]]
    """

WRONG |= {
    "1_1": [
        (GAPS % "100 * (s[k]['accuracy'] - s[x]['accuracy'])", "sign"),
        (GAPS % "s[x]['accuracy'] - s[k]['accuracy']", "points"),
        (GAPS % "abs(100 * (s[x]['accuracy'] - s[k]['accuracy']))", "abs()"),
        (GAPS % "100 * (s['en']['accuracy'] - s[k]['accuracy'])", "argument"),
        (GAPS.replace(" if k != x", "") % "100 * (s[x]['accuracy'] - s[k]['accuracy'])", "no target"),
    ],
    "1_2": [
        (LOOKUP + "return [[last.get(w, guess) for w in s] for s in sentences]", "'walk' got the tag"),
        (LOOKUP + "return [[first.get(w, guess) for w in s] for s in sentences]", "'play' got the tag"),
        (LOOKUP + "return [[best.get(w, 'X') for w in s] for s in sentences]", "has not seen"),
        (LOOKUP + "return [[best[w] for w in s] for s in sentences]", "needs an answer"),
        (LOOKUP + "return [[guess for w in s] for s in sentences]", "other baseline"),
        (LOOKUP + "return [[best.get(w.lower(), guess) for w in s] for s in sentences]", "capitals"),
        (LOOKUP + "return [best.get(w, guess) for s in sentences for w in s]", "one list for every sentence"),
    ],
    "1_3": [
        ("def source_difference(a, b): return 100 * (b.zero_shot - a.zero_shot)", "different targets"),
        ("def source_difference(a, b): return 100 * (b.score(b.scores) - a.score(a.scores))", "themselves"),
        (FAIR + "return 100 * (a.score(both) - b.score(both))", "sign"),
        (FAIR + "return b.score(both) - a.score(both)", "points"),
    ],
    "1_4": [
        (CONFUSED + "return max(all_pairs, key=all_pairs.count)", "no error"),
        (CONFUSED + "return max(errors, key=errors.count)[::-1]", "turned"),
        (CONFUSED + "return len(errors)", "two tags"),
    ],
}


# --- Chapter 2 ---

MEANING = """
def build_meaning():
    books = NounPhrase("book", "Plur", "this", ("old",))
    right = dict(kind="verb", predicate="read", subject=NounPhrase("student", "Plur"), object=books,
                 tense="Past", negated=True)
    """
SIDES = """
def adpositions_before(sentences):
    words = [(i, w) for s in sentences for i, w in enumerate(s.words, start=1)]
    sides = [i < w.head for i, w in words if w.deprel == "case"]
    """
PIECES = """
def shared_pieces(first, second):
    a, b = set().union(*first), set().union(*second)
    """
ALIGN = """
def align(first, second):
    one, other = ([w.concept for w in s.words] for s in (first, second))
    both = [(i, j) for i, c in enumerate(one) for j, d in enumerate(other) if c == d and c is not None]
    """
NAMES = """
def names_f1(g, p):
    a, b = spans(g), spans(p)
    """

WRONG |= {
    "2_1": [
        (MEANING + "return Clause(**right | dict(negated=False))", "denies"),
        (MEANING + "return Clause(**right | dict(tense='Pres'))", "past"),
        (MEANING + "return Clause(**right | dict(subject=NounPhrase('student')))", "one student"),
        (MEANING + "return Clause(**right | dict(object=None))", "an object"),
        (MEANING + "return Clause(**right | dict(object=replace(books, adjectives=())))", "tuple"),
        (MEANING + "return Clause(**right | dict(object=replace(books, determiner='def')))", "These"),
        (MEANING + "return Clause(**right | dict(time='today'))", "left over"),
        (MEANING + "return Clause(**right | dict(object=replace(books, determiner='these')))", "that of one"),
        (MEANING + "return Clause(**right | dict(object=replace(books, head='books')))", "keeps its concept"),
        (MEANING + "return Clause(**right | dict(object=replace(books, adjectives='old')))", "a tuple"),
        (MEANING + "return 'The students did not read these old books.'", "not a sentence"),
    ],
    "2_2": [
        (SIDES + "return 1 - sum(sides) / len(sides)", "stands after"),
        (SIDES + "return 100 * sum(sides) / len(sides)", "percentage"),
        (SIDES + "return sum(sides)", "not their share"),
        (SIDES + "return sum(sides) / len(words)", "all words"),
        (SIDES + "x = [i < w.head for i, w in words if w.upos == 'ADP']; return sum(x) / len(x)", "tag"),
        (SIDES + "return sides", "one number"),
    ],
    "2_3": [
        (PIECES + "return len(a & b)", "how many pieces"),
        (PIECES + "return 100 * len(a & b) / len(a | b)", "percentage"),
        (PIECES + "return len(a & b) / len(a)", "first text"),
        (PIECES + "return len(a & b) / len(b)", "second text"),
        (PIECES + "return len(a & b) / (len(a) + len(b))", "twice"),
        (PIECES + "t = sum(first, []); return sum(p in b for p in t) / len(t)", "occurrences"),
    ],
    "2_4": [
        (ALIGN + "return {(i, j) for i, c in enumerate(one) for j, d in enumerate(other) if c == d}", "None"),
        (ALIGN + "return {(i + 1, j + 1) for i, j in both}", "from 0"),
        (ALIGN + "return {(j, i) for i, j in both}", "turned"),
        (ALIGN + "return {(i, j) for i, j in both if i == j}", "missing"),
        (ALIGN + "return {(one[i], other[j]) for i, j in both}", "positions"),
        (ALIGN + "return len(both)", "set of pairs"),
    ],
    "2_5": [
        (NAMES + "return sum(x == y for x, y in zip(g, p)) / len(g)", "right tags"),
        (NAMES + "return len(a & b) / len(a)", "recall"),
        (NAMES + "return len(a & b) / len(b)", "precision"),
        (NAMES + "return len(a & b) / (len(a) + len(b))", "by two"),
        (NAMES + "return 200 * len(a & b) / (len(a) + len(b))", "percentage"),
        (
            NAMES + "c, d = ({n[1:] for n in x} for x in (a, b)); return 2 * len(c & d) / (len(c) + len(d))",
            "kind",
        ),
        (NAMES + "return a & b", "one number"),
    ],
}

# --- Chapter 3 ---

WRONG["3_1"] = [
    (
        "def linear_cka(x, y):\n"
        "    x, y = x - x.mean(), y - y.mean()\n"
        "    norm = torch.linalg.matrix_norm\n"
        "    return norm(y.T @ x) ** 2 / (norm(x.T @ x) * norm(y.T @ y))",
        "one number for all",
    ),
    (
        "def linear_cka(x, y):\n"
        "    norm = torch.linalg.matrix_norm\n"
        "    return norm(y.T @ x) ** 2 / (norm(x.T @ x) * norm(y.T @ y))",
        "not centred",
    ),
    (
        "def linear_cka(x, y):\n"
        "    x, y = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)\n"
        "    norm = torch.linalg.matrix_norm\n"
        "    return norm(y.T @ x) ** 2 / (norm(x.T @ x) * norm(y.T @ y))",
        "each row",
    ),
    (
        "def linear_cka(x, y):\n"
        "    x, y = x - x.mean(0), y - y.mean(0)\n"
        "    norm = torch.linalg.matrix_norm\n"
        "    return norm(y.T @ x) / (norm(x.T @ x) * norm(y.T @ y))",
        "squared",
    ),
    ("linear_cka = cka", "debiased"),
    ("def linear_cka(x, y):\n    return x @ y", "stopped with RuntimeError"),
]
WRONG["3_2"] = [
    ("def two_maps(size):\n    return torch.randn(size, size), torch.eye(size)", "must be orthogonal"),
    ("def two_maps(size):\n    return 3 * torch.eye(size), torch.eye(size)", "leaves every neuron"),
    (
        "def two_maps(size):\n    return torch.eye(size).flip(0), torch.diag(torch.linspace(1, 2, size))",
        "Stretch one direction",
    ),
    ("def two_maps(size):\n    return torch.eye(size).flip(0), torch.ones(size, size)", "not invertible"),
    ("def two_maps(size):\n    return torch.eye(size)", "two matrices"),
]
WRONG["3_3"] = [
    (
        "def hsic_1(k, l):\n"
        "    n = len(k)\n"
        "    fours = k.sum() * l.sum() / ((n - 1) * (n - 2))\n"
        "    triples = 2 / (n - 2) * (k.sum(0) @ l.sum(0))\n"
        "    return ((k * l).sum() + fours - triples) / (n * (n - 3))",
        "diagonals are still there",
    ),
    (
        "def hsic_1(k, l):\n"
        "    k.fill_diagonal_(0), l.fill_diagonal_(0)\n"
        "    return (k * l).sum() / (len(k) * (len(k) - 3))",
        "in place",
    ),
    (
        "def hsic_1(k, l):\n"
        "    k, l = k - k.diag().diag(), l - l.diag().diag()\n"
        "    return (k * l).sum() / (len(k) * (len(k) - 3))",
        "first of the three terms",
    ),
]
WRONG["3_4"] = [
    (
        "def centred_retrieval(x, y):\n    return retrieval_accuracy(x - x.mean(), y - y.mean())",
        "one number for all",
    ),
    ("centred_retrieval = retrieval_accuracy", "Nothing was centred"),
    (
        "def centred_retrieval(x, y):\n"
        "    middle = torch.cat([x, y]).mean(0)\n"
        "    return retrieval_accuracy(x - middle, y - middle)",
        "common mean",
    ),
    (
        "def centred_retrieval(x, y):\n    return retrieval_accuracy(x - x.mean(0), y - x.mean(0))",
        "mean of x from y",
    ),
]


# --- Chapter 4 ---

HIT = "def layers_hit(pattern, names):\n"
EFFECT = """
def cross_lingual_effect(records, condition):
    def table(name, languages):
        runs = sorted((r for r in records if r.spec.condition == name), key=lambda r: r.spec.seed)
        return np.array([[100 * r.scores[code]["accuracy"] for code in languages] for r in runs])
    targets = records[0].targets
"""
FROZEN = "def tune_frozen(layers):\n    return finetune("
WRONG |= {
    "4_1": [
        (HIT + "    return {1}", "Do not read the number off the pattern"),
        (HIT + "    return {n for n in names if re.match(pattern, n)}", "set of integers"),
        (
            HIT + "    return {int(n.split('.')[3]) for n in names if re.fullmatch(pattern, n)}",
            "no match to the end",
        ),
        (
            HIT + "    hit = [n for n in names if re.search(pattern, n)]\n"
            "    return {int(k) for n in hit for k in re.findall(r'layer\\.(\\d+)', n)}",
            "re.match starts at the first letter",
        ),
        (HIT + "    return {int(n.split('.')[3]) for n in names if re.match(pattern, n)}", "ValueError"),
    ],
    "4_2": [
        (EFFECT + "    return float((table(condition, targets) - table('REF', targets)).mean())", "Summary"),
        (
            EFFECT
            + "    return paired_difference(table(condition, targets) / 100, table('REF', targets) / 100)",
            "multiply by 100",
        ),
        (EFFECT + "    return paired_difference(table('REF', targets), table(condition, targets))", "sign"),
        (
            EFFECT + "    everyone = list(records[0].scores)\n"
            "    return paired_difference(table(condition, everyone), table('REF', everyone))",
            "source language",
        ),
        (
            EFFECT + "    means = [table(n, targets).mean(axis=1) for n in (condition, 'REF')]\n"
            "    return paired_difference(*means)",
            "new seeds only",
        ),
        (
            EFFECT.replace("sorted((r", "list((r").replace(", key=lambda r: r.spec.seed)", ")")
            + "    return paired_difference(table(condition, targets), table('REF', targets))",
            "same seed side by side",
        ),
    ],
    "4_3": [
        (FROZEN + "backbone, corpus, 'pos', source, **quick)", "frozen=..."),
        (FROZEN + "backbone, corpus, 'pos', source, frozen='backbone', **quick)", "not the backbone"),
        (FROZEN + "reinit(backbone, layers, seed=0), corpus, 'pos', source, **quick)", "this is reinit"),
        (FROZEN + "backbone, corpus, 'pos', source, frozen=(0, 1), **quick)", "you froze [0, 1]"),
    ],
    "4_4": [
        ("def same_values(old, new):\n    return torch.equal(old, new)", "sort before"),
        ("def same_values(old, new):\n    return torch.allclose(old.std(), new.std())", "mean and spread"),
        ("def same_values(old, new):\n    return True", "Equal mean and spread"),
    ],
}

# --- Chapter 5 ---

BELOW = "def untuned_below(backbone, tagger, layer):\n    return "
CHANGE = """
def weight_change(before, after):
    found = []
    for a, b in zip(before.blocks, after.blocks):
        a, b = (torch.cat([p.detach().flatten() for p in block.parameters()]) for block in (a, b))
"""
PERMUTE = """
def permutation_p(x, y, repeats):
    draw = np.random.default_rng(0)
    found = spearmanr(x, y).statistic
    others = np.array([spearmanr(x, draw.permutation(y)).statistic for _ in range(repeats)])
"""
PARTIAL = """
def partial_correlation(x, y, z):
    def rest(values, z):
        slope, constant = np.polyfit(z, values, 1)
        return values - slope * z - constant
    a, b, c = map(rankdata, (x, y, z))
"""
WRONG |= {
    "5_1": [
        (BELOW + "stitch(split(tagger, layer)[0], split(backbone, layer)[1])", "no head"),
        (BELOW + "stitch(split(tagger, layer)[0], split(tagger, layer)[1])", "tagger as it was"),
        (BELOW + "stitch(split(backbone, layer - 1)[0], split(tagger, layer - 1)[1])", "leaves 3 untuned"),
        (BELOW + "stitch(split(backbone, layer)[0], split(tagger, layer - 1)[1])", "ValueError"),
        (BELOW + "split(backbone, layer)[0]", "what stitch gives"),
        (
            "def untuned_below(backbone, tagger, layer):\n"
            "    above = replace(tagger, backbone=backbone)\n"
            "    return stitch(split(tagger, layer)[0], split(above, layer)[1])",
            "turned",
        ),
    ],
    "5_2": [
        (CHANGE + "        found.append((b - a).norm())\n    return found", "divide"),
        (CHANGE + "        found.append(((b - a).norm() / a.norm()) ** 2)\n    return found", "squares"),
        (CHANGE + "        found.append((b - a).norm() / b.norm())\n    return found", "not after"),
        (CHANGE + "        found.append((b - a).norm() / a.norm())\n    return [0.1, *found]", "embeddings"),
        (CHANGE + "        found.append((b - a).norm() / a.norm())\n    return sum(found)", "one number per"),
        (CHANGE + "        found.append((b / a - 1).abs().mean())\n    return found", "one vector"),
    ],
    "5_3": [
        (PERMUTE + "    return float(np.mean(np.abs(others) >= abs(found)))", "never 0"),
        (PERMUTE + "    return (1 + np.sum(others >= found)) / (1 + repeats)", "both directions"),
        (
            PERMUTE + "    same = others * np.sign(found) >= abs(found)\n"
            "    return (1 + np.sum(same)) / (1 + repeats)",
            "one-sided",
        ),
        (
            PERMUTE.replace("spearmanr(x, y).statistic", "np.corrcoef(x, y)[0, 1]").replace(
                "spearmanr(x, draw.permutation(y)).statistic", "np.corrcoef(x, draw.permutation(y))[0, 1]"
            )
            + "    return (1 + np.sum(np.abs(others) >= abs(found))) / (1 + repeats)",
            "Pearson",
        ),
        (PERMUTE + "    return found, others", "one number"),
    ],
    "5_4": [
        (PARTIAL + "    return np.corrcoef(a, b)[0, 1]", "plain correlation"),
        (PARTIAL + "    return np.corrcoef(rest(a, c), b)[0, 1]", "out of x only"),
        (PARTIAL + "    return np.corrcoef(a, rest(b, c))[0, 1]", "out of y only"),
        (PARTIAL + "    return np.corrcoef(rest(x, z), rest(y, z))[0, 1]", "ranks first"),
        (
            PARTIAL + "    a, b = (v - (v @ c) / (c @ c) * c for v in (a, b))\n"
            "    return np.corrcoef(a, b)[0, 1]",
            "no constant",
        ),
        (PARTIAL + "    return spearmanr(rest(a, c), rest(b, c))", "one number"),
    ],
}

# --- Chapter 6 ---

MACRO = """
def macro_f1(gold, answers):
    pairs = list(zip(chain(*gold), chain(*answers)))
    codes = sorted({code for pair in pairs for code in pair})
    both = {c: sum(a == b == c for a, b in pairs) for c in codes}
    true = {c: sum(a == c for a, _ in pairs) for c in codes}
    given = {c: sum(b == c for _, b in pairs) for c in codes}
"""
RANDOM = """
def control_task(words, labels, seed):
    draw = np.random.default_rng(seed)
    forms, options = sorted(set(words)), sorted(set(labels))
    drawn = {form: str(draw.choice(options)) for form in forms}
"""
HIDE = """
def hide(states, labels):
    codes = sorted(set(labels))
    means = torch.stack([states[[label == code for label in labels]].mean(0) for code in codes])
    directions = torch.linalg.svd(means - means.mean(0), full_matrices=False).Vh[: len(codes) - 1]
"""
SHUFFLE = """
def v_chance(clusters, labels, repeats):
    draw = np.random.default_rng(0)
    values = [v_measure_score(draw.permutation(labels), clusters) for _ in range(repeats)]
"""
WRONG |= {
    "6_1": [
        (MACRO + "    return sum(both.values()) / len(pairs)", "accuracy"),
        (MACRO + "    return np.mean([both[c] / true[c] for c in codes])", "mean recall"),
        (MACRO + "    return np.mean([both[c] / given[c] for c in codes])", "mean precision"),
        (
            "def macro_f1(gold, answers):\n"
            "    pairs = zip(gold, answers)\n"
            "    return np.mean([f1_score(a, b, average='macro') for a, b in pairs])",
            "mean over sentences",
        ),
        (
            "def macro_f1(gold, answers):\n"
            "    from xling_utils.bare_tags import bare_tag_f1\n"
            "    return bare_tag_f1(gold, answers).macro",
            "released score",
        ),
        (MACRO + "    return np.mean([200 * both[c] / (true[c] + given[c]) for c in codes])", "percentage"),
        (MACRO + "    return [2 * both[c] / (true[c] + given[c]) for c in codes]", "one number"),
    ],
    "6_2": [
        (RANDOM + "    return [str(draw.choice(options)) for _ in words]", "several labels"),
        (RANDOM + "    return [str(label) for label in draw.permutation(labels)]", "several labels"),
        (RANDOM + "    return list(labels)", "true labels"),
        (RANDOM + "    return [options[0] for _ in words]", "the same label"),
        (RANDOM + "    return [options[options.index(label) - 1] for label in labels]", "renamed"),
        (RANDOM + "    return [drawn[form] for form in forms]", "one for each word"),
        (RANDOM + "    return [forms.index(word) for word in words]", "none of the languages"),
        (
            RANDOM.replace("default_rng(seed)", "default_rng(0)") + "    return [drawn[w] for w in words]",
            "Another seed",
        ),
        (RANDOM.replace("(seed)", "()") + "    return [drawn[w] for w in words]", "make a generator"),
    ],
    "6_3": [
        (HIDE + "    return states", "clusters are there"),
        (HIDE + "    return 0.01 * states", "clusters are there"),
        (HIDE + "    return states - (states @ directions.T) @ directions", "erases instead of hiding"),
        (HIDE + "    return states @ directions.T", "same shape"),
        (HIDE + "    return states / 0", "not finite"),
        (
            HIDE + "    own = torch.stack([means[codes.index(label)] for label in labels])\n"
            "    return states - own",
            "erases instead of hiding",
        ),
    ],
    "6_4": [
        (SHUFFLE + "    return v_measure_score(labels, clusters)", "not shuffled"),
        (SHUFFLE + "    return 0.0", "chance of AMI"),
        (SHUFFLE + "    return sum(values)", "more than 1"),
        (SHUFFLE + "    return values", "one number"),
        (
            SHUFFLE.replace("v_measure_score(", "homogeneity_score(").replace(
                "):\n", "):\n    from sklearn.metrics import homogeneity_score\n", 1
            )
            + "    return np.mean(values)",
            "homogeneity alone",
        ),
    ],
}


# --- Chapter 7 ---

RENAME = "def accuracy_after_renaming(truth, guesses):\n    return "
COUNTS = (
    "sum(max(sum(t == a and g == b for t, g in zip(truth, guesses)) for a in truth) for b in set(guesses))"
)
CENTRED = """
def centred(states, languages, source):
    def of(name):
        return torch.tensor([code == name for code in languages])
    moved = states.clone()
"""
ERASE = """
def erase_means(states, labels):
    middle = states.mean(0)
    means = torch.stack([states[torch.tensor([k == label for k in labels])].mean(0) for label in "abc"])
    _, sizes, directions = torch.linalg.svd(means - middle, full_matrices=False)
    basis = directions[sizes > 1e-6 * sizes[0]]
"""
WRONG |= {
    "7_1": [
        ("def reversed_gradient(x, strength):\n    return -strength * x", "value must stay x"),
        ("def reversed_gradient(x, strength):\n    return x", "identity in both directions"),
        ("def reversed_gradient(x, strength):\n    return x.detach()", "No gradient flows"),
        (
            "def reversed_gradient(x, strength):\n    return (1 - strength) * x.detach() + strength * x",
            "wrong sign",
        ),
        ("def reversed_gradient(x, strength):\n    return 2 * x.detach() - x", "strength plays no part"),
        (
            "def reversed_gradient(x, strength):\n    return x + strength * x.detach() - strength * x",
            "detached as a whole",
        ),
        ("def reversed_gradient(x, strength):\n    return x.sum()", "same shape"),
    ],
    "7_2": [
        (RENAME + "sum(t == g for t, g in zip(truth, guesses)) / len(truth)", "nothing was renamed"),
        (RENAME + COUNTS, "divide it"),
        (
            "def accuracy_after_renaming(guesses, truth):\n    return " + COUNTS + " / len(truth)",
            "renamed the truth",
        ),
        (RENAME + "sum(t != g for t, g in zip(truth, guesses)) / len(truth)", "two languages only"),
        (RENAME + "1.0", "Expected"),
        (RENAME + "set(guesses)", "one number"),
    ],
    "7_3": [
        (
            CENTRED.replace("states.clone()", "states") + "    for name in set(languages):\n"
            "        moved[of(name)] += states[of(source)].mean(0) - states[of(name)].mean(0)\n"
            "    return moved",
            "work on a clone",
        ),
        (CENTRED + "    return moved - moved.mean(0)", "one mean for all"),
        (
            CENTRED + "    for name in set(languages):\n"
            "        moved[of(name)] -= states[of(name)].mean(0)\n    return moved",
            "at zero",
        ),
        (
            CENTRED + "    for name in set(languages):\n"
            "        moved[of(name)] += states.mean(0) - states[of(name)].mean(0)\n    return moved",
            "not that of the source",
        ),
        (
            CENTRED + "    for name in set(languages):\n"
            "        moved[of(name)] += states[of(name)].mean(0) - states[of(source)].mean(0)\n"
            "    return moved",
            "from its own mean to that of the source",
        ),
        (CENTRED + "    return moved", "Nothing has moved"),
        (CENTRED + "    return moved.mean(0)", "same shape"),
    ],
    "7_4": [
        (ERASE + "    return (states - middle) @ basis.T @ basis", "subtract this"),
        (ERASE + "    return states - states @ basis.T @ basis", "leave the mean"),
        (ERASE + "    return states - means[['abc'.index(k) for k in labels]]", "This is centring"),
        (
            ERASE + "    rest = states - middle\n"
            "    for row in means - middle:\n"
            "        row = row / row.norm()\n"
            "        rest = rest - (rest @ row)[:, None] * row\n"
            "    return rest + middle",
            "make a basis at right angles",
        ),
        (
            ERASE.replace("1e-6 * sizes[0]", "-1") + "    c = states - middle\n"
            "    return states - c @ basis.T @ basis",
            "only two directions",
        ),
        (ERASE + "    return states - middle", "Only the mean of all"),
        (ERASE + "    return basis", "same shape"),
    ],
}


# --- Chapter 9 ---

STEP = """
def step_flops(width, inner, blocks, sentences, length):
    weights, pieces = 4 * width**2 + 2 * width * inner, sentences * length
    attention = 4 * length * width
    """
BEFORE = """
def embedding_share(model):
    where = layer_of_parameters(model)
    sizes = {name: model.get_parameter(name).numel() for name in where}
    before = sum(size for name, size in sizes.items() if where[name] == -1)
    blocks = sum(size for name, size in sizes.items() if 0 <= where[name] < 3)
    """
PARTS_OF = """
def smallest_accumulate(config, limit):
    def needs(n, what="total"): return getattr(training_memory(config, accumulate=n), what)
    """
CLAIM = """
def claim(folder, run):
    path = folder / f"{run}.lock"
    """

WRONG |= {
    "9_1": [
        (STEP + "return blocks * (2 * weights + attention) * pieces", "forward pass"),
        (STEP + "return 2 * blocks * (2 * weights + attention) * pieces", "two passes"),
        (STEP + "return 3 * blocks * (weights + attention) * pieces", "an addition"),
        (STEP + "return 3 * blocks * (weights + attention / 2) * pieces", "makes two"),
        (STEP + "return 3 * blocks * 2 * weights * pieces", "Attention is missing"),
        (STEP + "return 3 * blocks * (2 * weights + attention / 2) * pieces", "two products"),
        (STEP + "return 3 * blocks * (2 * weights + attention)", "one word piece"),
        (STEP + "return 3 * blocks * (2 * weights + attention) * length", "one sentence"),
        (STEP + "return 3 * (2 * weights + attention) * pieces", "one block"),
        ("def step_flops(**sizes): return 6", "Expected"),
        ("def step_flops(**sizes): return 'many'", "one number"),
    ],
    "9_2": [
        (BEFORE + "return 100 * before / sum(sizes.values())", "per cent"),
        (BEFORE + "return 1 - before / sum(sizes.values())", "all the rest"),
        (BEFORE + "return before", "divide by"),
        (BEFORE + "return before / blocks", "not by those of the blocks"),
        (BEFORE + "return sum(layer == -1 for layer in where.values()) / len(where)", "numel"),
        (
            BEFORE
            + "return sum(s for n, s in sizes.items() if 'word_embeddings' in n) / sum(sizes.values())",
            "not all that lies before",
        ),
        (BEFORE + "return 1 - blocks / sum(sizes.values())", "no embedding"),
    ],
    "9_3": [
        (PARTS_OF + "return 32", "largest number"),
        (PARTS_OF + "return next(n for n in (1, 2, 3) if needs(n, 'activations') <= limit)", "the total"),
        (PARTS_OF + "return 2", "costs time"),
        (PARTS_OF + "return next((n for n in (1, 2, 3, 32) if needs(n) <= limit), 32)", "return 0"),
        (PARTS_OF + "return 64", "1 to 32"),
        (PARTS_OF + "return 2.5", "whole number"),
    ],
    "9_4": [
        (CLAIM + "if path.exists(): return False\n    path.touch(); return True", "one step"),
        (CLAIM + "path.touch(); return True", "one step"),
        (CLAIM + "return False", "Nobody"),
        (CLAIM + "path.touch(); return 'mine'", "True or False"),
        (CLAIM + "open(path, 'x'); return True", "FileExistsError"),
    ],
}


ANSWER = "def answer(low, high, margin):\n    "
SEEDS = "from itertools import count\nfrom scipy.stats import t\n\n\ndef seeds_needed(sd, half_width):\n    "
DIFFERS = "def differs_in(one, other):\n    "
WRONG |= {
    "10_1": [
        (ANSWER + "return 'supported' if low <= 0 <= high else 'not supported'", "too small to matter"),
        (
            ANSWER + "return 'supported' if -margin < low and high < margin else 'not supported' "
            "if low >= margin else 'undecided'",
            "two sides",
        ),
        (ANSWER + "return 'supported' if -margin < low and high < margin else 'undecided'", "wholly above"),
        (ANSWER + "return 'supported' if -margin < low and high < margin else 'not supported'", "wide"),
    ],
    "10_2": [
        (SEEDS + "return next(n for n in count(2) if 1.959964 * sd / n**0.5 <= half_width)", "normal"),
        (
            SEEDS + "return next(n for n in count(2) if t.ppf(0.95, n - 1) * sd / n**0.5 <= half_width)",
            "two ends",
        ),
        (
            SEEDS + "return next(n for n in count(2) if t.ppf(0.975, n) * sd / n**0.5 <= half_width)",
            "degrees of freedom",
        ),
        (
            SEEDS + "return next(n for n in count(2) if 2 * t.ppf(0.975, n - 1) * sd / n**0.5 <= half_width)",
            "half of it",
        ),
        (SEEDS + "return 5.0", "seeds"),
    ],
    "10_3": [
        (DIFFERS + "return {n for n, v in one.to_dict().items() if v != vars(other)[n]}", "second states"),
        (DIFFERS + "a, b = one.to_dict(), other.to_dict()\n    return {n for n in a & b if 1}", "stopped"),
        (
            DIFFERS + "a, b = one.to_dict(), other.to_dict()\n    return {n for n in b if b[n] != a.get(n)}",
            "first states",
        ),
        (DIFFERS + "return [n for n, v in vars(one).items() if v != vars(other)[n]]", "set of names"),
    ],
}


# --- The tests ---

NUMBERS = sorted(exercises())


def test_checks_and_exercises_match() -> None:
    assert {name.removeprefix("check_") for name in dir(checks) if name.startswith("check_")} == set(NUMBERS)


def test_every_exercise_has_wrong_answers() -> None:
    assert set(WRONG) == set(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_fails_with_a_message(number: str) -> None:
    assert verdict(number, None) == "✗ " + UNANSWERED


@pytest.mark.parametrize("number", NUMBERS)
def test_stub_shows_the_message_only(number: str) -> None:
    assert exercises()[number].call.startswith("_ = ")


@pytest.mark.parametrize("number", NUMBERS)
def test_solution_passes(number: str) -> None:
    assert verdict(number, exercises()[number].solution).startswith("✓ ")


@pytest.mark.parametrize(
    ("number", "answer", "hint"),
    [
        pytest.param(number, *case, id=f"{number}-{i}")
        for number, cases in WRONG.items()
        for i, case in enumerate(cases, 1)
    ],
)
def test_wrong_answer_meets_its_hint(number: str, answer: str, hint: str) -> None:
    said = verdict(number, answer)
    assert said.startswith("✗ ")
    assert hint in said
