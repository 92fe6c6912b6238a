"""Fills build-arm64-sysroot/ with Debian's arm64 packages of the libraries that ndcore needs; called by .ci/test.py.

apt and dpkg only fetch and unpack: apt has lists and a cache of its own there, so neither the machine's packages nor
its architectures change, and it takes no root. .ci/arm64.ini is the cross file that builds with what lies there.
"""

import subprocess
import sys
from pathlib import Path

SYSROOT = Path(__file__).resolve().parent.parent / "build-arm64-sysroot"
PACKAGES = [
    "libhwy-dev",
    "libsleef-dev",
    "libsleef3",
    "zlib1g-dev",
    "zlib1g",
    "googletest",
    "libgtest-dev",
    "libopenblas0-pthread",
    "libgfortran5",
]


def apt(*arguments: str) -> None:
    state = SYSROOT / "apt"
    options = {
        "APT::Architecture": "arm64",
        "APT::Architectures": "arm64",
        "APT::Sandbox::User": "",
        "Dir::State": state,
        "Dir::State::status": state / "status",
        "Dir::Cache": state / "cache",
    }
    command = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in options.items()), *arguments]
    subprocess.run(command, cwd=state / "packages", check=True, stdout=sys.stderr)


def main() -> None:
    packages = SYSROOT / "apt" / "packages"
    for folder in (packages, SYSROOT / "apt/lists/partial", SYSROOT / "apt/cache/archives/partial"):
        folder.mkdir(parents=True, exist_ok=True)
    (SYSROOT / "apt" / "status").touch()
    apt("update")
    apt("download", *PACKAGES)
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, SYSROOT], check=True)


if __name__ == "__main__":
    main()
