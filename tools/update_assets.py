"""Refresh the JavaScript that the built book carries, so that its pages need no network.

Usage::

    python tools/update_assets.py            # fetch with npm, compare with the pinned sums, write
    python tools/update_assets.py --verify   # no network: compare the stored copies with the pinned sums

To move to a new version, change ``version`` below, run with ``--unpinned``, read the licence again,
and copy the sums that the tool prints into this file.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parent.parent / "book" / "assets"


@dataclass(frozen=True)
class Asset:
    """One file of one npm package.

    Attributes:
        package: Name on npm.
        version: Exact version.
        member: Path inside the package.
        target: Path below ``book/assets``.
        sha256: Hexadecimal digest of the file.
    """

    package: str
    version: str
    member: str
    target: str
    sha256: str


MATHJAX = ("mathjax", "3.2.2")
WIDGETS = ("@jupyter-widgets/html-manager", "1.0.15")
# The same project under the same licence: html-manager itself carries no licence file.
WIDGETS_BASE = ("@jupyter-widgets/base", "6.0.11")
# The version inside the widgets bundle.
FONTS = ("@fortawesome/fontawesome-free", "5.12.0")

PINNED = (
    # The "full" bundle holds every TeX extension: MathJax never looks for a second file.
    Asset(
        *MATHJAX,
        "es5/tex-svg-full.js",
        "js/mathjax-tex-svg.js",
        "a4354ff94fd868aea0cc6eaaa79a57fda0588646fc46ee3700a349ee0a11cbe6",
    ),
    Asset(
        *MATHJAX,
        "LICENSE",
        "licences/mathjax.txt",
        "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30",
    ),
    # embed.js, not embed-amd.js: the latter needs require.js, which breaks other scripts on the page.
    Asset(
        *WIDGETS,
        "dist/embed.js",
        "js/widgets-embed.js",
        "8f6d2d3f856d8595d1841dec3019d99bbe74d331f2a5178c2a33bfec729e3d6a",
    ),
    Asset(
        *WIDGETS,
        "dist/embed.js.LICENSE.txt",
        "licences/widgets-bundled-parts.txt",
        "aed2008aae8123157c4ae564883166b1af7bab928d504a1fa7de1f67aec11268",
    ),
    Asset(
        *WIDGETS_BASE,
        "LICENSE",
        "licences/widgets.txt",
        "e5ac2be30b2bcefe330ee9e5ad7fe5b0d1156fecb3555fcaaa908a8d29f9fded",
    ),
    # The bundle looks for these two fonts beside itself (icons of its play and tool buttons).
    Asset(
        *WIDGETS,
        "dist/1551f4f60c37af51121f.woff2",
        "js/1551f4f60c37af51121f.woff2",
        "9834b82ad26e2a37583d22676a12dd2eb0fe7c80356a2114d0db1aa8b3899537",
    ),
    Asset(
        *WIDGETS,
        "dist/7a3337626410ca2f4071.woff2",
        "js/7a3337626410ca2f4071.woff2",
        "e42a88444448ac3d60549cc7c1ff2c8a9cac721034c073d80a14a44e79730cca",
    ),
    Asset(
        *FONTS,
        "LICENSE.txt",
        "licences/widgets-fonts.txt",
        "e779748dfe75e84f974df3c7bc07f842011a100159158b0f1f49b2f2a5a515cb",
    ),
)


def digest(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def verify(assets: tuple[Asset, ...] = PINNED, folder: Path = ASSETS) -> list[str]:
    """Compare the stored copies with the pinned sums; return one line per difference."""
    problems = []
    for asset in assets:
        path = folder / asset.target
        if not path.is_file():
            problems.append(f"{asset.target}: missing")
        elif digest(path.read_bytes()) != asset.sha256:
            problems.append(f"{asset.target}: not the pinned {asset.package} {asset.version}")
    return problems


def fetch(package: str, version: str, folder: Path) -> tarfile.TarFile:
    """Download one package with npm into ``folder`` and open its archive."""
    subprocess.run(
        ["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL
    )
    name = package.lstrip("@").replace("/", "-")
    return tarfile.open(folder / f"{name}-{version}.tgz")


def refresh(*, unpinned: bool) -> list[str]:
    """Fetch every asset and write those whose sum is the pinned one (all of them if ``unpinned``)."""
    problems = []
    with tempfile.TemporaryDirectory() as temporary:
        for package, version in dict.fromkeys((a.package, a.version) for a in PINNED):
            with fetch(package, version, Path(temporary)) as archive:
                for asset in PINNED:
                    if asset.package == package:
                        problems += store(asset, archive, unpinned=unpinned)
    return problems


def store(asset: Asset, archive: tarfile.TarFile, *, unpinned: bool) -> list[str]:
    """Write one asset from its archive; return a line if its sum is not the pinned one."""
    source = archive.extractfile(f"package/{asset.member}")
    assert source is not None, f"{asset.member} is a file in {asset.package}"
    data = source.read()
    if unpinned:
        print(f"{asset.target}  {digest(data)}")
    elif digest(data) != asset.sha256:
        return [
            f"{asset.target}: {asset.package} {asset.version} has sum {digest(data)}, expected {asset.sha256}"
        ]
    target = ASSETS / asset.target
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return []


def main() -> int:
    """Run from the command line; return 0 when every asset is the pinned one."""
    parser = argparse.ArgumentParser(description="Refresh the scripts that the built book carries.")
    parser.add_argument("--verify", action="store_true", help="only compare the stored copies, no network")
    parser.add_argument("--unpinned", action="store_true", help="accept new files and print their sums")
    options = parser.parse_args()
    problems = verify() if options.verify else refresh(unpinned=options.unpinned)
    print("\n".join(problems) or "all assets are the pinned ones")
    return 1 if problems and not options.unpinned else 0


if __name__ == "__main__":
    sys.exit(main())
