"""The command line for newcomers: help, near names, exit codes, and wrong input that meets one clear line."""

from __future__ import annotations

import argparse
import re
import shlex

import pytest

import xling_utils
from xling_utils import scheduling
from xling_utils.cli import GROUPS, _parser, main
from xling_utils.cli.parser import Parser
from xling_utils.grids import PARTS
from xling_utils.records import RunSpec, Store, shipped

COMMANDS = [name for commands in GROUPS.values() for name in commands]


def parsers(parser: Parser, *path: str) -> dict[tuple[str, ...], Parser]:
    """Words of a command -> its parser, the whole tree."""
    found = {path: parser}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                found |= parsers(below, *path, name)
    return found


TREE = parsers(_parser())


def told(capsys, *arguments: str) -> str:
    """The one line that wrong input meets."""
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.count("\n") == 1
    return shown.err


def test_the_first_help_lists_every_command_examples_exit_codes_and_the_book(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out
    assert {path[0] for path in TREE if path} == set(COMMANDS)
    for name in COMMANDS:
        assert f"\n  {name} " in shown
    assert all(f"\n  {code:>3}  " in shown for code in (0, 1, 2, 130))
    assert "book/how_to_run.md" in shown


@pytest.mark.parametrize("path", [path for path in TREE if path], ids=" ".join)
def test_every_command_explains_itself(path):
    shown = TREE[path].format_help()
    assert "example:\n  python -m xling_utils" in shown
    options = [action for action in TREE[path]._actions if not isinstance(action, argparse._SubParsersAction)]
    assert all(action.help for action in options)
    text = " ".join(shown.split())
    for action in options:
        if isinstance(action.default, str | int) and action.default not in (argparse.SUPPRESS, False):
            assert f"(default: {action.default})" in text


@pytest.mark.parametrize("path", TREE, ids=" ".join)
def test_examples_in_the_help_are_right(path):
    text = TREE[path].format_help().replace("\\\n", " ")
    examples = re.findall(r"^  python -m xling_utils (.*?)(?:   +\(.*)?$", text, re.MULTILINE)
    assert examples
    for words in examples:
        if "--help" not in words:
            _, unknown = _parser().parse_known_args(shlex.split(words))
            assert not unknown


def test_the_version(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"xling_utils {xling_utils.__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["study"]])
def test_without_a_command_the_help_is_shown(capsys, arguments):
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.startswith(f"usage: python -m xling_utils{' study' if arguments else ''}")


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["studdy", "muller"], "'study'"),
        (["study", "mullr"], "'muller'"),
        (["study", "muller", "--tasks", "parsin"], "'parsing'"),
        (["study", "muller", "--worker=2"], "'--workers'"),
        (["fragment", "--fromat", "text"], "'--format'"),
    ],
)
def test_a_slip_meets_the_name_that_is_near(capsys, arguments, near):
    line = told(capsys, *arguments)
    assert f"Did you mean {near}" in line
    assert line.rstrip().endswith("--help")


def test_what_is_like_nothing_meets_the_list(capsys):
    line = told(capsys, "xyzzy")
    assert "Did you mean" not in line
    assert "There is: " + ", ".join(COMMANDS) in line


def test_options_are_not_abbreviated(capsys):
    assert "there is no option '--seed 3'" in told(capsys, "study", "muller", "--seed", "3")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("study muller --seeds 0", "'0' is not a positive whole number"),
        ("study muller --seeds -3", "'-3' is not a positive whole number"),
        ("study muller --workers two", "'two' is not a positive whole number"),
        ("study muller --similarity -1", "'-1' is not a whole number from 0 on"),
        ("study muller --accumulate 0.5", "'0.5' is not a positive whole number"),
        ("study muller --precision fp16", "There is: fp32, bf16"),
        ("study muller --sources en@nope", "There is no change 'nope'"),
        ("study muller --corpus text:TEXT", "no task 'pos' in text:"),
        ("study muller --corpus conllu:PUD --tasks pos --sources en", "no split 'train'"),
        ("study muller --backbone ./nowhere", "the folder nowhere does not exist"),
        ("study muller --cluster nowhere.json --seeds 1 --parts main --tasks pos", "nowhere.json"),
        ("report muller --store nowhere", "give what `study` was given as --store or --export"),
        ("report muller --records TEXT --store TEXT", "not allowed with argument"),
        ("fragment --seed -1", "'-1' is not a whole number from 0 on"),
        ("fragment --n many", "'many' is not a positive whole number"),
        ("fragment three words", "there is no option 'three words'"),
        ("pretrain --output FILE", "is a file or lies below one: give a folder"),
        ("pretrain --output FILE/below", "is a file or lies below one: give a folder"),
        ("pretrain --corpus text:nowhere", "nowhere is not a directory"),
        ("card nowhere", "give a folder that `pretrain` has written"),
        ("doctor --nope", "there is no option '--nope'"),
    ],
)
def test_wrong_input_meets_one_line(tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("xling_utils.clusters.connect", refused, raising=False)
    (tmp_path / "FILE").write_text("")
    (tmp_path / "TEXT").mkdir()
    (tmp_path / "TEXT" / "en.txt").write_text("A cat sleeps .\n")
    (tmp_path / "PUD").mkdir()
    rows = "1\tCats\tcat\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tsleep\tsleep\tVERB\t_\t_\t0\troot\t_\t_\n"
    (tmp_path / "PUD" / "en_pud-ud-test.conllu").write_text(f"# sent_id = 1\n# text = Cats sleep\n{rows}\n")
    if "--cluster" in words:
        code = main(words.split())
        assert code == 2
        assert message in capsys.readouterr().err
    else:
        assert message in told(capsys, *words.split())


def refused(cluster):
    raise FileNotFoundError(f"{cluster}: no such file")


def test_a_corpus_without_translations_is_told_before_the_first_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = "1\tCats\tcat\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tsleep\tsleep\tVERB\t_\t_\t0\troot\t_\t_\n"
    for code in ("en", "fr"):
        for split in ("train", "test"):
            file = tmp_path / f"{code}_x-ud-{split}.conllu"
            file.write_text(f"# sent_id = {code}{split}\n# text = Cats sleep\n{rows}\n")
    words = ["study", "muller", "--corpus", "conllu:.", "--tasks", "pos", "--sources", "en", "--dry-run"]
    assert "give --similarity 0 to leave it out" in told(capsys, *words)
    assert main([*words, "--similarity", "0"]) == 0


@pytest.mark.parametrize("place", ["--store", "--export", "--output"])
def test_where_nothing_can_be_written_that_is_told_at_once(tmp_path, monkeypatch, capsys, place):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    command = ["report", "muller"] if place == "--output" else ["study", "tanti", "--parts", "main"]
    store = [] if place != "--export" else ["--store", str(tmp_path)]
    line = told(capsys, *command, *store, place, str(tmp_path / "new" / "x.gz"))
    assert "(permission denied): give --" in line


# exit codes of a study


def stub(monkeypatch, outcome):
    asked = {}

    def run_study(specs, store, **options):
        asked.update(options, specs=specs)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(scheduling, "run_study", run_study)
    return asked


def test_a_stopped_study_says_that_nothing_is_lost(tmp_path, monkeypatch, capsys):
    stub(monkeypatch, KeyboardInterrupt())
    assert main(["study", "muller", "--store", str(tmp_path)]) == 130
    kept = f"Finished runs are kept in {tmp_path}: the same command goes on."
    assert capsys.readouterr().err == f"xling_utils study: stopped. {kept}\n"


def test_failed_runs_are_named_and_give_exit_code_1(tmp_path, monkeypatch, capsys):
    stub(monkeypatch, scheduling.StudyError("2 of 5 runs failed: no memory"))
    assert main(["study", "muller", "--store", str(tmp_path), "--export", str(tmp_path / "all.gz")]) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("xling_utils study: 2 of 5 runs failed: no memory")
    assert "report" not in shown.out
    assert not (tmp_path / "all.gz").exists()


def test_workers_and_cluster_reach_the_scheduler(tmp_path, monkeypatch):
    asked = stub(monkeypatch, [])
    assert main(["study", "tanti", "--store", str(tmp_path), "--cluster", "tcp://host:8786"]) == 0
    assert (asked["cluster"], asked["workers"]) == ("tcp://host:8786", 1)
    assert main(["study", "tanti", "--store", str(tmp_path), "--workers", "3"]) == 0
    assert (asked["cluster"], asked["workers"]) == (None, 3)


def specs_of(monkeypatch, tmp_path, *words) -> list[RunSpec]:
    asked = stub(monkeypatch, [])
    assert main(["study", *words, "--store", str(tmp_path)]) == 0
    return asked["specs"]


def test_precision_and_accumulation_reach_every_run(tmp_path, monkeypatch):
    specs = specs_of(monkeypatch, tmp_path, "muller", "--precision", "fp32", "--accumulate", "4")
    assert {(spec.precision, spec.accumulate) for spec in specs} == {("fp32", 4)}
    specs = specs_of(monkeypatch, tmp_path, "tanti", "--precision", "fp32")
    assert {(spec.precision, spec.accumulate) for spec in specs} == {("fp32", 1)}
    assert {(s.precision, s.accumulate) for s in specs_of(monkeypatch, tmp_path, "muller")} == {("", 1)}


def test_bf16_is_refused_at_once_where_it_would_be_slow(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("xling_utils.encoding._has_bf16", lambda device: False)
    words = ["study", "muller", "--precision", "bf16", "--store", str(tmp_path)]
    assert "Use precision='fp32'" in told(capsys, *words)
    stub(monkeypatch, [])
    assert main([*words, "--cluster", "tcp://host:8786"]) == 0, "the workers are other machines"


def test_the_full_size_takes_all_sentences_with_the_usual_recipe(tmp_path, monkeypatch):
    specs = [s for s in specs_of(monkeypatch, tmp_path, "muller", "--size", "full") if s.epochs]
    recipe = {(s.sentences, s.epochs, s.test_sentences, s.batch_size, s.learning_rate) for s in specs}
    assert recipe == {(None, 3, None, 32, None)}
    fewer = specs_of(monkeypatch, tmp_path, "muller", "--size", "full", "--sentences", "80", "--epochs", "2")
    assert {s.sentences for s in fewer if s.epochs} == {20, 80, 320}
    assert {s.epochs for s in fewer} == {0, 2}
    parts = specs_of(monkeypatch, tmp_path, "tanti", "--size", "full")
    assert {s.sentences for s in parts} == {None}
    assert {s.epochs for s in parts if s.steady} == {5}, "the paper's own settings"
    assert {s.epochs for s in parts if not s.steady} == {3}


def test_the_grid_has_as_many_pairs_as_the_backbone_has_blocks(tmp_path, monkeypatch, make_backbone):
    backbone = make_backbone(num_hidden_layers=6)
    monkeypatch.setattr("xling_utils.backbones.load_backbone", lambda name: backbone)
    specs = specs_of(monkeypatch, tmp_path, "muller", "--parts", *PARTS)
    assert max(max(s.reinit) for s in specs if isinstance(s.reinit, tuple) and s.reinit) == 5


def test_variables_choose_backbone_and_corpus(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XLING_BACKBONE", "./nowhere")
    assert "./nowhere" in told(capsys, "study", "muller")
    assert main(["study", "muller", "--backbone", "pocket", "--dry-run"]) == 0


# dry runs


def test_a_dry_run_counts_and_estimates_and_touches_nothing(tmp_path, monkeypatch, capsys):
    asked = stub(monkeypatch, [])
    store = tmp_path / "records"
    words = ["study", "tanti", "--store", str(store), "--dry-run"]
    assert main([*words, "--workers", "2"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == f"153 runs: 0 done (in {store}), 153 still to do."
    assert re.search(
        r"The book's runs of this kind took \d+ s on average .* about 1\.5 h with --workers 2", second
    )
    assert not asked
    assert not store.exists()
    done = shipped("tanti")[:3]
    for record in done:
        Store(store).put(record)
    assert main(words) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "3 done" in first
    assert second.startswith(f"Finished runs took {sum(r.seconds for r in done) / 3:.0f} s on average")
    assert main([*words, "--sentences", "7"]) == 0
    assert "unknown until one is finished" in capsys.readouterr().out
