"""What the machine has: Python and packages, processor, memory, GPU, disk."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from importlib.util import find_spec
from pathlib import Path

from xling_utils.doctor.rows import Row, gib

PACKAGE = "xling-utils"
SHOWN = ("torch", "transformers", "datasets", "numpy")
OPTIONAL = {
    "distributed": "runs on a cluster (--cluster)",
    "dask-jobqueue": "workers started by Slurm",
    "jupyter-book": "building the book",
    "udtools": "tests with the validator of Universal Dependencies",
    "playwright": "tests in a browser",
    "umap-learn": "one kind of map in chapter 6",
}
"""Package -> what it is for; none is needed for the chapters."""


def on_colab() -> bool:
    """Whether this is Google Colab, whose own torch, numpy and transformers must stay."""
    return any(name.startswith("COLAB_") for name in os.environ)


def python_row() -> Row:
    """The version of Python against the one that the package asks for."""
    from packaging.specifiers import SpecifierSet

    here, wanted = platform.python_version(), metadata(PACKAGE)["Requires-Python"] or ""
    if SpecifierSet(wanted).contains(here, prereleases=True):
        return Row("Python", "works", f"{here} (wanted: {wanted})")
    return Row(
        "Python", "missing", f"{here}, but {wanted} is wanted", "install a newer Python and start there"
    )


def packages_row() -> Row:
    """Versions of the packages that this one needs against the ranges that it declares."""
    try:
        declared = requires(PACKAGE) or []
    except PackageNotFoundError:
        todo = "run: pip install -e . in the repository's folder"
        return Row(
            "packages", "missing", f"{PACKAGE} itself is not installed, so its needs are unknown", todo
        )
    names = {line.split(";")[0].strip() for line in declared if "extra ==" not in line}
    return compare_packages(names, installed_versions(names), colab=on_colab())


def installed_versions(requirements: Iterable[str]) -> dict[str, str]:
    """Package -> its version, without those that are not there."""
    from packaging.requirements import Requirement

    found = {}
    for text in requirements:
        name = Requirement(text).name
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def compare_packages(requirements: Iterable[str], there: Mapping[str, str], *, colab: bool) -> Row:
    """What is missing, too old or too new.

    Args:
        requirements: such as ``torch>=2.9,<3``.
        there: package -> version.
        colab: whether the machine's own versions must stay.
    """
    from packaging.requirements import Requirement
    from packaging.version import Version

    wrong: dict[str, list[str]] = {"missing": [], "too old": [], "newer than what was tried": []}
    install = []
    known = sorted((Requirement(text) for text in requirements), key=lambda requirement: requirement.name)
    for wanted in known:
        here = there.get(wanted.name)
        if here and wanted.specifier.contains(here, prereleases=True):
            continue
        floors = [Version(s.version) for s in wanted.specifier if s.operator in (">=", "==", "~=")]
        old = here is not None and any(Version(here) < floor for floor in floors)
        kind = "missing" if here is None else "too old" if old else "newer than what was tried"
        wrong[kind].append(f"{wanted.name} {here or ''}".strip() + f" (wanted: {wanted.specifier})")
        install += [f'"{wanted}"'] if kind != "newer than what was tried" else []
    if not any(wrong.values()):
        shown = ", ".join(f"{name} {there[name]}" for name in SHOWN if name in there)
        return Row("packages", "works", f"all {len(known)} in the declared ranges: {shown} ...")
    fact = "; ".join(f"{kind}: {', '.join(names)}" for kind, names in wrong.items() if names)
    if not install:
        return Row(
            "packages", "note", fact, "nothing, unless something fails; then install a version in range"
        )
    pip = f"pip install {' '.join(install)}"
    own = [name for name in ("torch", "numpy", "transformers") if any(f'"{name}' in text for text in install)]
    if colab and own:
        pip = f"take a newer runtime; do not replace Colab's own {', '.join(own)}, which its GPU needs"
    return Row("packages", "missing", fact, pip)


def processor_row() -> Row:
    """Cores and memory that this process may use, and whether the processor is quick with bf16."""
    import joblib

    memory = free_memory()
    shown = f"{gib(memory)} of memory free" if memory else "memory unknown"
    quick = "quick with bf16 (AMX)" if has_amx() else "no AMX, so fp32 only"
    fact = f"{joblib.cpu_count()} cores, {shown}, {quick}"
    if memory and memory < 2 * 2**30:
        return Row("processor", "note", fact, "close other programs, and use --workers 1")
    return Row("processor", "works", fact)


def has_amx() -> bool:
    """Whether the processor multiplies bf16 matrices in hardware."""
    import torch

    return bool(getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)())


def free_memory() -> int | None:
    """Bytes that a process can still take, or None where that is not known."""
    found = []
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable")]
        limit = Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii").strip()
        used = Path("/sys/fs/cgroup/memory.current").read_text(encoding="ascii")
        found += [int(limit) - int(used)] if limit != "max" else []
    except (OSError, ValueError):
        pass
    if not found and find_spec("psutil"):
        import psutil  # type: ignore[import-untyped]

        found.append(int(psutil.virtual_memory().available))
    return min(found, default=None)


def gpu_row() -> Row:
    """The GPU that models would run on."""
    import torch

    if torch.cuda.is_available():
        about = torch.cuda.get_device_properties(0)
        bf16 = "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "no bf16, so fp32"
        more = (
            f"; {torch.cuda.device_count()} in all, one per worker" if torch.cuda.device_count() > 1 else ""
        )
        return Row("GPU", "works", f"{about.name}, {gib(about.total_memory)}, {bf16}{more}")
    if shutil.which("nvidia-smi"):
        why = "this torch is built without CUDA" if torch.version.cuda is None else "torch cannot use it"
        todo = "install a CUDA build of torch that suits the driver (pytorch.org, Get Started)"
        return Row("GPU", "note", f"a driver is there, but {why}", todo)
    apple = getattr(torch.backends, "mps", None)
    if apple is not None and apple.is_available():
        return Row("GPU", "note", "an Apple GPU, which is not used: models run on the processor")
    todo = "large models want one; in Colab: Runtime, Change runtime type"
    return Row("GPU", "note", "none, and the pocket model needs none", todo)


def disk_row(store: Path, cache: Path) -> Row:
    """Free space where records and downloads go."""
    free = {str(place): free_space(place) for place in (store, cache)}
    fact = ", ".join(f"{gib(size)} free for {place}" for place, size in free.items())
    if min(free.values()) < 2**30:
        return Row("disk", "note", fact, "make room; --store moves the records, HF_HOME the downloads")
    return Row("disk", "works", fact)


def free_space(folder: Path) -> int:
    """Bytes that can be written below a folder, which need not exist yet."""
    folder = folder.expanduser().absolute()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return shutil.disk_usage(there).free


def extras_row() -> Row:
    """Packages that only some work needs."""
    there = installed_versions(OPTIONAL)
    fact = ", ".join(sorted(there)) or "none"
    missing = {name: use for name, use in OPTIONAL.items() if name not in there}
    if "playwright" in there and not browser():
        missing["Chromium"] = "tests in a browser; XLING_CHROMIUM names it if it is not on the path"
    if not missing:
        return Row("extras", "works", fact)
    absent = ", ".join(f"{name} ({use})" for name, use in missing.items())
    return Row("extras", "note", f"{fact}; not here, and not needed for the chapters: {absent}")


def browser() -> str | None:
    """Path of Chromium, as the tests look for it."""
    named = os.environ.get("XLING_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")
