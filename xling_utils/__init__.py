"""See, break and re-measure two claims about multilingual BERT.

The public names are imported on first use, so that ``import xling_utils`` is quick and has no side effects.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xling_utils.backbones import Backbone, load_backbone, reinit, split, stitch
    from xling_utils.claims import check_claims
    from xling_utils.clustering import cluster_agreement
    from xling_utils.corpora import Corpus, load_corpus
    from xling_utils.finetuning import FineTuned, finetune
    from xling_utils.hidden_states import layer_states
    from xling_utils.probing import probe_language
    from xling_utils.records import RunRecord, RunSpec
    from xling_utils.scheduling import run_study
    from xling_utils.similarity import anc, cka, retrieval_accuracy
    from xling_utils.unlearning import unlearn

__version__ = "0.1.0"

_ROOM_OF = {
    "Backbone": "backbones",
    "Corpus": "corpora",
    "FineTuned": "finetuning",
    "RunRecord": "records",
    "RunSpec": "records",
    "anc": "similarity",
    "check_claims": "claims",
    "cka": "similarity",
    "cluster_agreement": "clustering",
    "finetune": "finetuning",
    "layer_states": "hidden_states",
    "load_backbone": "backbones",
    "load_corpus": "corpora",
    "probe_language": "probing",
    "reinit": "backbones",
    "retrieval_accuracy": "similarity",
    "run_study": "scheduling",
    "split": "backbones",
    "stitch": "backbones",
    "unlearn": "unlearning",
}

__all__ = [
    "Backbone",
    "Corpus",
    "FineTuned",
    "RunRecord",
    "RunSpec",
    "anc",
    "check_claims",
    "cka",
    "cluster_agreement",
    "finetune",
    "layer_states",
    "load_backbone",
    "load_corpus",
    "probe_language",
    "reinit",
    "retrieval_accuracy",
    "run_study",
    "split",
    "stitch",
    "unlearn",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOM_OF:
        raise AttributeError(f"module 'xling_utils' has no attribute {name!r}")
    return getattr(import_module(f"xling_utils.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
