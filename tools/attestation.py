"""How much of the fragment is attested in real data: word forms in real text, form/UPOS pairs in treebanks.

    XLING_REAL_DATA=DIR python tools/attestation.py            # the table for all languages
    XLING_REAL_DATA=DIR python tools/attestation.py fi --list  # one language, with what is not attested
    XLING_REAL_DATA=DIR python tools/attestation.py --save     # the table that the book shows

Names, numbers in digits and punctuation are left aside. A form counts as attested if it occurs as a token of
real text (treebanks, tagged corpora, parallel and raw text); in languages without spaces, if it occurs in the
text at all. Real text is small for many languages, so a second column adds the word lists of the library
wordfreq, if it is installed (`pip install wordfreq`). A pair counts among the forms that occur in a treebank.
Where a language has no treebank in the data (Swedish), there are no pairs to count.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import isnan
from pathlib import Path

from xling_utils.fragment import LANGUAGES, generate, language

ISO3 = {
    "en": "eng", "fr": "fra", "de": "deu", "es": "spa", "pt": "por", "it": "ita", "sv": "swe", "ru": "rus",
    "pl": "pol", "fi": "fin", "tr": "tur", "ar": "ara arb", "hi": "hin", "id": "ind", "zh": "cmn zho",
    "ja": "jpn", "ko": "kor",
}  # fmt: skip
"""Two letters -> the codes of three letters that name files of parallel text."""
TABLE = Path(__file__).parents[1] / "xling_utils" / "records" / "attestation.json"
"""What `--save` writes, and the appendix on the languages shows."""
COUNTED = ("tokens", "in_text", "in_lists", "in_treebank", "pairs")
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")
"""Marks that Arabic text mostly leaves out."""


@dataclass(frozen=True)
class Attestation:
    """Counts of word-form tokens.

    Attributes:
        tokens: tokens looked at.
        in_text: those whose form occurs in real text.
        in_lists: those whose form occurs in real text or in a word list.
        in_treebank: those whose form occurs in a treebank.
        pairs: those whose form occurs in a treebank with the same UPOS.
        missing: form and UPOS -> tokens whose form does not occur in real text or in a word list.
        other_upos: form and UPOS -> tokens whose form occurs in treebanks, but never with this UPOS.
    """

    tokens: int
    in_text: int
    in_lists: int
    in_treebank: int
    pairs: int
    missing: Counter[tuple[str, str]]
    other_upos: Counter[tuple[str, str]]

    @property
    def text_share(self) -> float:
        """Share of tokens whose form occurs in real text."""
        return self.in_text / self.tokens

    @property
    def form_share(self) -> float:
        """Share of tokens whose form occurs in real text or in a word list."""
        return self.in_lists / self.tokens

    @property
    def pair_share(self) -> float:
        """Share of tokens whose UPOS is attested, among those whose form occurs in a treebank."""
        return self.pairs / self.in_treebank if self.in_treebank else float("nan")


def normal(text: str) -> str:
    """Lower case, composed, without Arabic vowel signs."""
    return VOWEL_SIGNS.sub("", unicodedata.normalize("NFC", text)).lower()


@cache
def treebank_pairs(root: Path, code: str) -> dict[str, set[str]]:
    """Form -> its UPOS tags in the treebanks of a language."""
    pairs: dict[str, set[str]] = defaultdict(set)
    for path in sorted(root.rglob(f"{code}_*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            columns = line.split("\t")
            if len(columns) == 10 and "." not in columns[0]:
                pairs[normal(columns[1])].add(columns[3])
    return {form: tags for form, tags in pairs.items() if tags != {"_"}}


def texts(root: Path, code: str) -> Iterator[str]:
    """All real text of a language."""
    for path in sorted(root.rglob(f"{code}_*.conllu")):
        yield from re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    for three in ISO3[code].split():
        for path in [*root.rglob(f"*.{three}"), *root.rglob(f"newstest*.{three}*.txt")]:
            yield path.read_text(encoding="utf-8")
    for path in [*root.glob(f"nli/xnli/*.{code}.tsv"), *root.glob(f"ner/wikiann/{code}/*.tsv")]:
        yield path.read_text(encoding="utf-8")


@cache
def attested_forms(root: Path, code: str) -> frozenset[str]:
    """Tokens of the treebanks and of all text."""
    split = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|[^\W_]+")
    found = set(treebank_pairs(root, code))
    for text in texts(root, code):
        for token in split.findall(re.sub("[\u200c\u200d]", "", normal(text))):
            found.update((token, *re.split("[’'\\-]", token)))
        found.update(normal(text).split())
    return frozenset(found)


@cache
def listed_forms(code: str) -> frozenset[str]:
    """Word forms of the library wordfreq; none where it is not installed."""
    try:
        from wordfreq import get_frequency_dict
    except ImportError:
        return frozenset()
    return frozenset(get_frequency_dict(code, "best"))


def attest(code: str, root: Path, sentences: int = 3000) -> Attestation:
    """Compares sentences of a language with real data."""
    pairs, forms, lists = treebank_pairs(root, code), attested_forms(root, code), listed_forms(code)
    everything = "" if language(code).spaces else normal("".join(texts(root, code)))
    counts, missing, other = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for sentence in islice(generate(code, "raw"), sentences):
        for word in sentence.words:
            if word.ner != "O" or word.upos == "PUNCT" or word.form.isdigit():
                continue
            form = normal(word.form)
            counts["tokens"] += 1
            in_text = form in forms or bool(everything and form in everything)
            counts["in_text"] += in_text
            if in_text or form in lists:
                counts["in_lists"] += 1
            else:
                missing[word.form, word.upos] += 1
            if form in pairs:
                counts["in_treebank"] += 1
                counts["pairs"] += word.upos in pairs[form]
                other[word.form, word.upos] += word.upos not in pairs[form]
    numbers = {name: counts[name] for name in COUNTED}
    return Attestation(**numbers, missing=missing, other_upos=+other)


def row(code: str, found: Attestation) -> dict[str, str | int | float | None]:
    """A line of the table: shares in percent."""
    shares = {
        "in text": found.text_share,
        "or in a word list": found.form_share,
        "in a treebank": found.in_treebank / found.tokens,
        "UPOS attested": found.pair_share,
    }
    rounded = {name: None if isnan(share) else round(100 * share, 1) for name, share in shares.items()}
    return {"language": code, "tokens": found.tokens, **rounded}


def main() -> None:
    """Prints the table, and with --list what is not attested."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("languages", nargs="*", default=LANGUAGES)
    parser.add_argument("--sentences", type=int, default=3000)
    parser.add_argument("--list", action="store_true", help="print what is not attested")
    parser.add_argument("--save", action="store_true", help=f"write {TABLE.name} into the package")
    options = parser.parse_args()
    root = Path(os.environ.get("XLING_REAL_DATA", ""))
    if not (root / "ud").is_dir():
        sys.exit("Set XLING_REAL_DATA to the folder that holds ud/, parallel/ and ner/.")
    rows = []
    for code in options.languages:
        found = attest(code, root, options.sentences)
        rows.append(row(code, found))
        if len(rows) == 1:
            print(f"| {' | '.join(rows[0])} |\n{'|---' * len(rows[0])}|")
        print("| " + " | ".join("-" if value is None else str(value) for value in rows[-1].values()) + " |")
        if options.list:
            print("not attested:", *(f"{f}/{u}:{n}" for (f, u), n in found.missing.most_common(150)))
            print("other UPOS:", *(f"{f}/{u}:{n}" for (f, u), n in found.other_upos.most_common(50)))
    if options.save:
        TABLE.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
