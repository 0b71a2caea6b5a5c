"""Checks of the exercises: one line that says whether an answer is right, or what is likely to be wrong.

Exercise 3 of chapter 1 has the label ``ex-1-3`` in the book and the check `check_1_3` here. A check tries the
answer on small inputs, computes the truth itself, prints its verdict and returns it. Where the answer is
wrong, it looks for the usual mistakes first, so that its message can name the one that was made.
`tests/test_exercises.py` proves for every exercise that the stub fails, the solution passes and typical wrong
answers meet their own message.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xling_utils.backbones import Backbone, reinit
from xling_utils.baselines import learn_lookup, most_frequent_tag
from xling_utils.blocks import layer_of_parameters
from xling_utils.finetuning import FineTuned
from xling_utils.fragment import Sentence, generate, language
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.stats import Summary, paired_difference, summarise
from xling_utils.studies import RunRecord, RunSpec
from xling_utils.tagging import TaggedWord
from xling_utils.typology import share_before

UNANSWERED = "Nothing here yet: replace the ... by your answer, then run this cell again."


def _tell(ok: bool, message: str) -> bool:
    """Print the verdict and return it."""
    print(("✓ " if ok else "✗ ") + message)
    return ok


def _attempt(answer: Callable[..., Any], *inputs: Any) -> tuple[Any, str]:
    """What a student's function gives, and the complaint if it gives nothing: one of the two is empty."""
    try:
        value = answer(*inputs)
    except Exception as error:  # whatever a first attempt raises, the check should not fall over
        return None, f"Your function stopped with {type(error).__name__}: {error}"
    return value, UNANSWERED if value is None or value is ... else ""


# --- Chapter 1 ---


def check_1_1(gaps: Callable[..., Any]) -> bool:
    """The cross-lingual gap of every target, in points."""
    scores = {"aa": {"accuracy": 0.9}, "bb": {"accuracy": 0.65}, "cc": {"accuracy": 0.93}}
    answer, complaint = _attempt(gaps, scores, "aa")
    if complaint:
        named = "KeyError" in complaint and "en" in complaint
        return _tell(
            False, "Take the source from the argument: it is not always 'en'." if named else complaint
        )
    truth = {code: 100 * (scores["aa"]["accuracy"] - scores[code]["accuracy"]) for code in ("bb", "cc")}
    if not isinstance(answer, dict) or not truth.keys() <= answer.keys():
        return _tell(False, "Return a dictionary with one entry for every target language.")
    if "aa" in answer:
        return _tell(
            False, "The source is no target: its gap to itself is 0 and would pull a mean towards 0."
        )
    if _close(answer, truth):
        return _tell(
            True, "Right. A negative gap means that a target does better than the source: rare, but legal."
        )
    if _close(answer, {code: -value for code, value in truth.items()}):
        return _tell(False, "The sign is turned: the gap is what is lost, source minus target.")
    if _close(answer, {code: value / 100 for code, value in truth.items()}):
        return _tell(False, "These are shares from 0 to 1. The book speaks of points: multiply by 100.")
    if _close(answer, {code: abs(value) for code, value in truth.items()}):
        return _tell(False, "A gap can be negative: keep its sign, without abs().")
    return _tell(
        False, "The gap of a target is the accuracy of the source minus that of the target, times 100."
    )


def check_1_2(tag_by_lookup: Callable[..., Any]) -> bool:
    """The dictionary of most frequent tags, tried on a treebank of six sentences."""
    lines = (
        "They/PRON walk/VERB dogs/NOUN in/ADP May/PROPN",
        "They/PRON walk/VERB dogs/NOUN",
        "a/DET walk/NOUN",
        "the/DET play/NOUN",
        "Dogs/NOUN play/VERB",
        "They/PRON may/AUX play/VERB games/NOUN",
    )
    pairs = [[word.split("/") for word in line.split()] for line in lines]
    train = {name: [[pair[i] for pair in row] for row in pairs] for i, name in enumerate(("tokens", "upos"))}
    sentences = [["They", "play"], ["a", "walk", "in", "May"], ["neko", "wa", "may"]]
    lookup, guess = learn_lookup(train), most_frequent_tag(train)
    truth = [[lookup.get(form, guess) for form in sentence] for sentence in sentences]
    answer, complaint = _attempt(tag_by_lookup, train, sentences)
    if complaint:
        unknown = "KeyError" in complaint and any(form in complaint for form in ("neko", "wa"))
        return _tell(
            False, "A word that is not in the dictionary needs an answer too." if unknown else complaint
        )
    found = [list(tags) for tags in answer]
    if found == truth:
        return _tell(True, "Right. Every word gets its favourite tag, whatever stands around it.")
    if [len(tags) for tags in found] != [len(tags) for tags in truth]:
        return _tell(False, "Return one list for every sentence, with one tag for every word.")
    return _tell(False, _lookup_mistake(found, truth, guess))


def _lookup_mistake(found: list[list[str]], truth: list[list[str]], guess: str) -> str:
    if all(tag == guess for tags in found for tag in tags):
        return "Every word gets the same tag: that is the other baseline. Count the tags of each form."
    if found[2][:2] != truth[2][:2]:
        return "Words that training has not seen should get the most frequent tag of all training words."
    if found[1][3] != truth[1][3] or found[2][2] != truth[2][2]:
        return "'May' and 'may' are two forms: keep capitals, they tell names from other words."
    if found[1][1] != truth[1][1]:
        return "'walk' got the tag that it had last. Count all of its tags and take the most frequent one."
    if found[0][1] != truth[0][1]:
        return "'play' got the tag that it had first. Count all of its tags and take the most frequent one."
    return f"Expected {truth}, got {found}."


def check_1_3(source_difference: Callable[..., Any]) -> bool:
    """A fair comparison of two sources: the same targets on both sides."""
    first, second = (
        RunRecord(RunSpec(source=source), {code: {"accuracy": score} for code, score in scores.items()}, 0.0)
        for source, scores in (
            ("aa", {"aa": 0.98, "bb": 0.74, "cc": 0.60, "dd": 0.50}),
            ("bb", {"aa": 0.86, "bb": 0.97, "cc": 0.63, "dd": 0.55}),
        )
    )
    answer, complaint = _attempt(source_difference, first, second)
    if complaint:
        return _tell(False, complaint)
    truth = 100 * (second.score(["cc", "dd"]) - first.score(["cc", "dd"]))
    mistakes = {
        truth: "Right. Only languages that neither run has labels for can be compared.",
        -truth: "The sign is turned: second minus first, so that plus means that the second is better.",
        truth / 100: "This is a share from 0 to 1. The book speaks of points: multiply by 100.",
        100
        * (second.zero_shot - first.zero_shot): "The two means are over different targets: each leaves out "
        "its own source. Compare on the languages that neither run was fine-tuned on.",
        100 * (second.score(second.scores) - first.score(first.scores)): "The means hold the sources "
        "themselves, and a score with labels is no zero-shot score.",
    }
    for value, message in mistakes.items():
        if isinstance(answer, int | float) and math.isclose(answer, value, abs_tol=1e-9):
            return _tell(value == truth, message)
    return _tell(
        False, "Mean of the second run minus mean of the first, over languages that are source in neither."
    )


def check_1_4(most_confused: Callable[..., Any]) -> bool:
    """The most frequent pair of gold tag and wrong answer."""
    counts = {
        ("NOUN", "NOUN"): 9,
        ("VERB", "NOUN"): 3,
        ("NOUN", "VERB"): 2,
        ("ADJ", "ADV"): 2,
        ("ADV", "ADJ"): 2,
    }
    words = [TaggedWord("x", *pair) for pair, count in counts.items() for _ in range(count)]
    answer, complaint = _attempt(most_confused, words)
    if complaint:
        return _tell(False, complaint)
    truth = max((pair for pair in counts if pair[0] != pair[1]), key=lambda pair: counts[pair])
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        return _tell(False, "Return two tags: the gold one and the wrong answer.")
    if tuple(answer) == truth:
        return _tell(True, "Right. Now ask why: the pair says where the tagger errs, its words say why.")
    if answer[0] == answer[1]:
        return _tell(False, "This pair is no error: leave out the words whose answer is right.")
    if tuple(answer) == truth[::-1]:
        return _tell(
            False,
            "The order is turned: gold tag first, then the answer. Nouns taken for verbs are one "
            "kind of error, verbs taken for nouns another.",
        )
    return _tell(False, "Count the pairs (gold, answer) of the wrong words and return the most frequent one.")


def _close(answer: dict[str, Any], truth: dict[str, float]) -> bool:
    return answer.keys() == truth.keys() and all(math.isclose(answer[key], truth[key]) for key in truth)


# --- Chapter 2 ---


def check_2_1(build_meaning: Callable[..., Any]) -> bool:
    """The meaning of "The students did not read these old books."."""
    answer, complaint = _attempt(build_meaning)
    if complaint:
        return _tell(False, complaint)
    if not isinstance(answer, Clause):
        return _tell(False, "Return a Clause: the meaning itself, not a sentence of some language.")
    truth = Clause(
        "verb", "read", NounPhrase("student", "Plur"), "Past", True,
        object=NounPhrase("book", "Plur", "this", ("old",)),
    )  # fmt: skip
    said, wanted = (language("en").linearise(meaning).text for meaning in (answer, truth))
    if answer == truth:
        return _tell(True, f"Right: {said} And now in every language.")
    hints = {
        "Nobody denies it yet: polarity is the field negated.": answer.negated,
        "It is not past yet.": answer.tense == "Past",
        "There is one student; several are Plur.": answer.subject.number == "Plur",
        "What did they not read? Give the clause an object.": answer.object is not None,
        "There is one book; several are Plur.": answer.object is not None and answer.object.number == "Plur",
        "Which books? These: the determiner of several is that of one, this.": answer.object is not None
        and answer.object.determiner == "this",
        "The books are old: adjectives are a tuple, ('old',).": answer.object is not None
        and answer.object.adjectives == ("old",),
    }
    missing = next((hint for hint, done in hints.items() if not done), "Something is left over or missing.")
    return _tell(False, f"{missing} Your meaning in English: {said} Wanted: {wanted}")


def check_2_2(adpositions_before: Callable[..., Any]) -> bool:
    """Share of words with the relation ``case`` that stand before their head."""
    for code in ("en", "tr"):
        sentences = list(generate(code, "test", 60))
        answer, complaint = _attempt(adpositions_before, sentences)
        if complaint:
            return _tell(False, complaint)
        if not isinstance(answer, int | float):
            return _tell(False, "Return one number.")
        truth = share_before(sentences, lambda word: word.deprel == "case")
        if not math.isclose(answer, truth, abs_tol=1e-9):
            return _tell(False, _explain_adpositions(answer, truth, sentences))
    return _tell(True, "Right. Which word of this kind follows its noun in English, and what is its tag?")


def _explain_adpositions(answer: float, truth: float, sentences: list[Sentence]) -> str:
    words = [word for sentence in sentences for word in sentence.words]
    count = sum(word.deprel == "case" for word in words)
    mistakes = {
        1 - truth: "This is the share that stands after: the head's position must be the larger one.",
        100 * truth: "Return a share from 0 to 1, not a percentage.",
        truth * count: "This is how many there are, not their share: divide by the number of adpositions.",
        truth * count / len(words): "You divided by all words: divide by the number of adpositions.",
        share_before(sentences, lambda word: word.upos == "ADP"): "You chose by the tag ADP. The exercise "
        "asks for the relation case, which other tags can have.",
    }
    for value, message in mistakes.items():
        if math.isclose(answer, value, abs_tol=1e-9):
            return message
    return "Among the words with the relation case: how many have a position smaller than their head's?"


def check_2_3(shared_pieces: Callable[..., Any]) -> bool:
    """Jaccard index of the word pieces of two texts."""
    first = [["the", "bus", "##es"], ["the", "bus", "the", "hotel"]]
    second = [["le", "bus", "est"], ["l", "hotel", "est"]]
    answer, complaint = _attempt(shared_pieces, first, second)
    if complaint:
        return _tell(False, complaint)
    if not isinstance(answer, int | float):
        return _tell(False, "Return one number.")
    a, b = set().union(*first), set().union(*second)
    both, either = len(a & b), len(a | b)
    if math.isclose(answer, both / either):
        return _tell(True, "Right: the same in both directions, and 1 only if the texts use the same pieces.")
    tokens = [piece for sentence in first for piece in sentence]
    mistakes = {
        both: "This is how many pieces are shared: divide by how many at least one text uses.",
        100 * both / either: "Return a share from 0 to 1, not a percentage.",
        both / len(a): "You divided by the pieces of the first text: that is one direction of the heat map.",
        both / len(b): "You divided by the pieces of the second text: that is one direction of the heat map.",
        both / (len(a) + len(b)): "Shared pieces count twice in your denominator: take the union.",
        sum(piece in b for piece in tokens) / len(tokens): "You counted occurrences; count different pieces.",
    }
    for value, message in mistakes.items():
        if math.isclose(answer, value):
            return _tell(False, message)
    return _tell(False, "Different pieces in both texts, divided by different pieces in at least one.")


def check_2_4(align: Callable[..., Any]) -> bool:
    """Pairs of positions with equal concepts."""
    meaning = Clause(
        "verb", "read", NounPhrase("teacher"), "Past", object=NounPhrase("letter", adjectives=("long",))
    )
    first, second = (language(code).linearise(meaning) for code in ("en", "tr"))
    answer, complaint = _attempt(align, first, second)
    if complaint:
        return _tell(False, complaint)
    try:
        pairs = {(i, j) for i, j in answer}
    except (TypeError, ValueError):
        return _tell(False, "Return a set of pairs (i, j).")
    if not all(isinstance(place, int) for pair in pairs for place in pair):
        return _tell(False, "A pair holds two positions, counted from 0, not words or concepts.")
    concepts = [[word.concept for word in sentence.words] for sentence in (first, second)]
    equal = {(i, j) for i, c in enumerate(concepts[0]) for j, d in enumerate(concepts[1]) if c == d}
    truth = {(i, j) for i, j in equal if concepts[0][i] is not None}
    if pairs == truth:
        return _tell(True, "Right. Look where the pairs cross: that is where word order differs.")
    if pairs == equal:
        return _tell(False, "None equals None: your function aligns all function words. Leave them out.")
    if pairs == {(i + 1, j + 1) for i, j in truth}:
        return _tell(False, "Positions are counted from 0 here.")
    if pairs == {(j, i) for i, j in truth}:
        return _tell(False, "The pairs are turned: the first sentence's position comes first.")
    if pairs < truth:
        return _tell(False, "Some pairs are missing: a word can align with one at any other position.")
    return _tell(False, "Align two words if, and only if, they have the same concept.")


# --- Chapter 3 ---


def check_3_1(answer: Callable[..., Any]) -> bool:
    """Linear CKA, the biased estimate, of two tensors of different widths."""
    import torch

    from xling_utils.similarity import centre, cka

    x, y = _related_views(40, 6, 9)
    value, complaint = _attempt(answer, x.clone(), y.clone())
    if complaint:
        return _tell(False, complaint)
    norm = torch.linalg.matrix_norm
    cross, own = norm(centre(y).T @ centre(x)), norm(x.T @ centre(x)) * norm(y.T @ centre(y))
    by_row, by_row_y = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)
    slips = {
        "The columns are not centred: subtract the mean over the sentences first.": _feature_cka(x, y),
        "You centred each row. The mean to subtract is that over the sentences: mean(0).": _feature_cka(
            by_row, by_row_y
        ),
        "The norm in the numerator has to be squared.": cross / own,
        "The numerator is right; now divide by the two norms in the denominator.": cross**2,
        "That is the debiased estimate. The formula of this exercise is the plain one.": cka(x, y),
    }
    return _compare(value, cka(x, y, debiased=False), slips, "That is linear CKA.")


def check_3_2(answer: Callable[..., Any]) -> bool:
    """A matrix that CKA ignores though it mixes the neurons, and an invertible one that it notices."""
    import torch

    from xling_utils.similarity import anc, cka

    size = 12
    maps, complaint = _attempt(answer, size)
    if complaint:
        return _tell(False, complaint)
    try:
        ignored, noticed = (torch.as_tensor(one).double() for one in maps)
        shapes = {tuple(ignored.shape), tuple(noticed.shape)}
    except (TypeError, ValueError, RuntimeError):
        return _tell(False, "Return two matrices: return ignored, noticed")
    if shapes != {(size, size)}:
        return _tell(False, f"Both matrices need the shape {size} x {size}, got {sorted(shapes)}.")
    if min(int(torch.linalg.matrix_rank(one)) for one in (ignored, noticed)) < size:
        return _tell(False, "A matrix is not invertible: it throws information away. Keep every direction.")
    x = torch.randn(500, size, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    kept, fallen = cka(x, x @ ignored, debiased=False), cka(x, x @ noticed, debiased=False)
    if kept < 0.999:
        return _tell(
            False, f"CKA notices the first matrix ({kept:.2f}). It must be orthogonal: a random one is not."
        )
    if abs(anc(x, x @ ignored)) > 0.9:
        return _tell(False, "The first matrix leaves every neuron as it was. Mix or reorder the neurons.")
    if fallen >= 0.5:
        return _tell(
            False, f"CKA with the second matrix is still {fallen:.2f}. Stretch one direction much more."
        )
    return _tell(True, f"CKA {kept:.2f} and {fallen:.2f}: one map is ignored, the other is noticed.")


def check_3_3(answer: Callable[..., Any]) -> bool:
    """The unbiased HSIC of two Gram matrices."""
    x, y = _related_views(9, 4, 5)
    k, m = x @ x.T, y @ y.T
    given = k.clone()
    value, complaint = _attempt(answer, k, m)
    if complaint:
        return _tell(False, complaint)
    if not bool((k == given).all()):
        return _tell(False, "You changed the caller's matrix in place. Make a new one without a diagonal.")
    n, whole = len(k), (k, m)
    k, m = (one - one.diag().diag() for one in whole)
    pairs, triples = (k * m).sum(), 2 / (n - 2) * (k.sum(0) @ m.sum(0))
    fours = k.sum() * m.sum() / ((n - 1) * (n - 2))
    truth, scale = pairs + fours - triples, n * (n - 3)
    k, m = whole
    unzeroed = (k * m).sum() + k.sum() * m.sum() / ((n - 1) * (n - 2)) - 2 / (n - 2) * (k.sum(0) @ m.sum(0))
    slips = {
        "The diagonals are still there: set them to zero first.": unzeroed / scale,
        "That is only the first of the three terms in the brackets.": pairs / scale,
        "The last term, with the factor 2 / (n - 2), is missing.": (pairs + fours) / scale,
        "The middle term, with the two sums over all entries, is missing.": (pairs - triples) / scale,
        "The last term has the wrong sign: it is subtracted.": (pairs + fours + triples) / scale,
        "The brackets are right; divide them by n (n - 3).": truth,
        "The brackets are right, but the divisor is n (n - 3), not (n - 1) squared.": truth / (n - 1) ** 2,
    }
    return _compare(value, truth / scale, slips, "Unbiased, and below 0 whenever it has to be.")


def check_3_4(answer: Callable[..., Any]) -> bool:
    """Retrieval accuracy between two languages, each centred by its own mean."""
    import torch

    from xling_utils.similarity import centre, retrieval_accuracy

    x, y = _related_views(120, 8, 8)
    x[:, 0] += 6
    y[:, 1] -= 6
    value, complaint = _attempt(answer, x.clone(), y.clone())
    if complaint:
        return _tell(False, complaint)
    both = torch.cat([x, y]).mean(0)
    by_row = x - x.mean(1, keepdim=True), y - y.mean(1, keepdim=True)
    slips = {
        "Nothing was centred: this is the accuracy of the vectors as they are.": retrieval_accuracy(x, y),
        "One common mean leaves the shift between the languages. Use a mean per language.": (
            retrieval_accuracy(x - both, y - both)
        ),
        "You subtracted the mean of x from y as well. Each language has its own.": (
            retrieval_accuracy(x - x.mean(0), y - x.mean(0))
        ),
        "You averaged over the dimensions. Average over the sentences: mean(0).": retrieval_accuracy(*by_row),
        "You looked up in one direction only. Leave direction at 'both'.": (
            retrieval_accuracy(centre(x), centre(y), direction="forward")
        ),
    }
    return _compare(value, retrieval_accuracy(centre(x), centre(y)), slips, "Each language by its own mean.")


def _related_views(sentences: int, wide: int, wider: int) -> tuple[Any, Any]:
    """Two noisy views of one random matrix, off centre, in float64."""
    import torch

    rng = torch.Generator().manual_seed(3)
    shared = torch.randn(sentences, max(wide, wider), generator=rng, dtype=torch.float64)
    noise = 0.6 * torch.randn(2, *shared.shape, generator=rng, dtype=torch.float64)
    x, y = shared + noise[0] + 0.7, shared + noise[1] - torch.linspace(0, 1, shared.shape[1])
    return x[:, :wide].clone(), y[:, :wider].clone()


def _feature_cka(x: Any, y: Any) -> Any:
    """The formula of linear CKA without the centring."""
    import torch

    norm = torch.linalg.matrix_norm
    return norm(y.T @ x) ** 2 / (norm(x.T @ x) * norm(y.T @ y))


def _compare(value: Any, truth: Any, slips: dict[str, Any], praise: str) -> bool:
    """The verdict on a number: right, one of the usual slips, or only wrong."""
    try:
        number = float(value)
    except (TypeError, ValueError, RuntimeError):
        return _tell(False, f"Return one number, not {type(value).__name__}.")
    if abs(number - float(truth)) < 1e-6 * max(1.0, abs(float(truth))):
        return _tell(True, praise)
    for message, slip in slips.items():
        if abs(number - float(slip)) < 1e-6 * max(1.0, abs(float(slip))):
            return _tell(False, message)
    return _tell(False, f"Your value is {number:.3f}, it should be {float(truth):.3f}. Compare term by term.")


# --- Chapter 4 ---

_PARTS = ("attention.self.query.weight", "output.dense.bias")


def check_4_1(layers_hit: Callable[[str, Sequence[str]], set[int]]) -> bool:
    """The blocks whose parameters a pattern matches as `re.match` does."""
    bare = ["embeddings.word_embeddings.weight"]
    bare += [f"encoder.layer.{layer}.{part}" for layer in range(12) for part in _PARTS]
    wrapped = [f"bert.{name}" for name in bare] + ["classifier.weight"]
    usual = "bert.encoder.layer.1"
    answer, complaint = _attempt(layers_hit, usual, wrapped)
    if complaint:
        return _tell(False, complaint)
    if answer == set():
        return _tell(False, f"{usual!r} hits something: re.match needs no match to the end of the name.")
    if answer == {1}:
        return _tell(False, "Do not read the number off the pattern: ask each name whether it matches.")
    if usual in (answer if isinstance(answer, list | set) else ()) or not _integers(answer):
        return _tell(False, "Return a set of integers: the block numbers, taken from the names that match.")
    cases = [(usual, wrapped), (usual, bare), (r"bert\.encoder\.layer\.1\.", wrapped)]
    cases += [("bert.encoder.layer.[10]{2}", wrapped), ("bert.", wrapped), ("encoder.layer.1", wrapped)]
    for pattern, names in cases:
        answer, complaint = _attempt(layers_hit, pattern, names)
        if complaint:
            return _tell(False, f"On {pattern!r}: {complaint}")
        truth = _layers_hit(pattern, names)
        if answer != truth and pattern == "encoder.layer.1":
            return _tell(False, "re.match starts at the first letter of a name; re.search looks anywhere.")
        if answer != truth:
            return _tell(False, f"{pattern!r} hits {sorted(truth)}, you found {answer}.")
    return _tell(
        True, "Right. The same pattern can hit one block, three, or none: that is why we take integers."
    )


def _layers_hit(pattern: str, names: Sequence[str]) -> set[int]:
    hit = [name for name in names if re.match(pattern, name)]
    return {int(number) for name in hit for number in re.findall(r"\blayer\.(\d+)\.", name)}


def _integers(answer: Any) -> bool:
    return isinstance(answer, set | frozenset) and all(type(item) is int for item in answer)


def check_4_2(cross_lingual_effect: Callable[..., Any]) -> bool:
    """The effect of a condition on the targets, in points, with an interval over seeds and languages."""
    records = _unordered_study()
    answer, complaint = _attempt(cross_lingual_effect, records, "0-1")
    if complaint:
        return _tell(False, complaint)
    if not isinstance(answer, Summary):
        return _tell(False, "Return the Summary that paired_difference gives: a mean alone says too little.")
    table = {
        name: np.array(
            [
                _accuracies(record)
                for record in sorted(records, key=lambda r: r.spec.seed)
                if record.spec.condition == name
            ]
        )
        for name in ("REF", "0-1")
    }
    changes = 100 * (table["0-1"] - table["REF"])
    truth = paired_difference(100 * table["0-1"][:, 1:], 100 * table["REF"][:, 1:])
    if _same_summary(answer, truth):
        return _tell(True, "Right: points, the same seeds side by side, targets only.")
    mistakes = [
        (truth.mean / 100, "These are shares: multiply by 100 to get points."),
        (-truth.mean, "The sign is turned: the broken model's score minus REF's, so that harm is negative."),
        (float(changes.mean()), "The source language is among your languages: leave it out."),
        (float(changes[:, 0].mean()), "This is the in-language effect: take the targets instead."),
    ]
    for mean, message in mistakes:
        if math.isclose(answer.mean, mean):
            return _tell(False, message)
    if _same_summary(answer, summarise(changes[:, 1:].mean(axis=1))):
        return _tell(
            False,
            "Your interval speaks about new seeds only: give tables, seeds x languages, to speak of both.",
        )
    if math.isclose(answer.mean, truth.mean):
        return _tell(False, "The mean is right, the interval is not: put runs of the same seed side by side.")
    return _tell(False, f"Expected {truth}, got {answer}. Compare the condition with REF, seed by seed.")


def _unordered_study() -> list[RunRecord]:
    """Three seeds, which do not come in order, with REF and 0-1."""
    draw = np.random.default_rng(4)
    records = []
    for layers, seeds, loss in (((), (2, 0, 1), 0.0), ((0, 1), (0, 1, 2), 0.07)):
        for seed in seeds:
            values = np.array([0.95, 0.8, 0.7, 0.6]) - loss * np.arange(4) / 2 + 0.04 * seed
            values += draw.normal(0, 0.01, 4)
            scores = {
                code: {"accuracy": float(v)} for code, v in zip(("en", "fr", "hi", "ja"), values, strict=True)
            }
            records.append(RunRecord(RunSpec(reinit=layers, seed=seed), scores, 1.0))
    return records


def _accuracies(record: RunRecord) -> list[float]:
    return [values["accuracy"] for values in record.scores.values()]


def _same_summary(one: Summary, other: Summary) -> bool:
    pairs = ((one.mean, other.mean), (one.low, other.low), (one.high, other.high))
    return all(math.isclose(a, b, abs_tol=1e-9) for a, b in pairs)


def check_4_3(tune_frozen: Callable[..., Any], backbone: Backbone) -> bool:
    """A model fine-tuned with some of its layers frozen."""
    layers = (2, 3)
    tuned, complaint = _attempt(tune_frozen, layers)
    if complaint:
        return _tell(False, complaint)
    if not isinstance(tuned, FineTuned):
        return _tell(False, "Return what finetune gives.")
    distance = _distances(backbone, tuned.backbone)
    moved = {layer for layer, value in distance.items() if value > 0}
    if not moved:
        return _tell(False, "Nothing below the head has learnt: freeze the layers only, not the backbone.")
    if moved & set(layers) and max(distance[layer] for layer in layers) > 0.5:
        return _tell(False, f"Layers {layers} hold new values: this is reinit. Leave them and freeze them.")
    if moved >= set(distance):
        return _tell(False, "All layers have moved: pass the layers on to finetune as frozen=...")
    still = sorted(set(distance) - moved)
    if tuple(still) != layers:
        return _tell(False, f"Asked to freeze {layers}, you froze {still} (-1 stands for the embeddings).")
    return _tell(
        True, "Right: these layers kept every weight, all others learnt. Now compare with re-initialising."
    )


def _distances(before: Backbone, after: Backbone) -> dict[int, float]:
    """How far the matrices of each layer moved, relative to their size; -1 stands for the embeddings."""
    old, new = (dict(model.model.named_parameters()) for model in (before, after))
    found: dict[int, float] = {}
    for name, layer in layer_of_parameters(before.model).items():
        if old[name].ndim > 1:
            change = float((new[name] - old[name]).detach().norm() / old[name].detach().norm())
            found[layer] = max(found.get(layer, 0.0), change)
    return found


def check_4_4(same_values: Callable[..., Any], backbone: Backbone) -> bool:
    """Whether two tensors hold the same values, in any order."""

    def matrix(init: str | None) -> Any:
        changed = reinit(backbone, [0], seed=1, init=init) if init else backbone  # type: ignore[arg-type]
        return next(p for p in changed.blocks[0].parameters() if p.ndim > 1).detach().clone()

    old = matrix(None)
    answer, complaint = _attempt(same_values, old, matrix("shuffle"))
    if complaint:
        return _tell(False, complaint)
    if not answer:
        return _tell(False, "A shuffled matrix has the old values in other places: sort before you compare.")
    if same_values(old, 2 * old.mean() - old):
        return _tell(False, "Equal mean and spread are not equal values: compare every one of them.")
    for init in ("bert", "torch_default"):
        if same_values(old, matrix(init)):
            return _tell(
                False, f"After init={init!r} you call the values the same, and none is: compare all."
            )
    return _tell(True, "Right: 'shuffle' keeps every value and only loses where it was.")
