"""What the Romance languages share: a hearer with a woman's name is feminine."""

from __future__ import annotations

from xling_utils.fragment.languages.slavic import to_a_woman
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.fragment.sentence import Sentence


class Romance(Language):
    """Grammar common to French, Italian, Spanish and Portuguese."""

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        addressed = meaning.vocative
        if addressed is not None and self.gender(addressed) == "Fem":
            meaning = to_a_woman(meaning)
        return super().linearise(meaning, sent_id)

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        woman = phrase.head == "you" and phrase.sex == "Fem" and phrase.other is None
        return super().agreement(phrase) | ({"Gender": "Fem"} if woman else {})
