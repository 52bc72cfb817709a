"""Makes the volumes to train on.

    python data.py PROFILE [--data FOLDER]

PROFILE is a table of config.toml. Procedural volumes go to FOLDER/PROFILE/train and, made with other seeds, to
FOLDER/PROFILE/held-out. If the profile says so, the openly licensed volumes of sources.toml are downloaded to
FOLDER/downloads, checked against their SHA-256 and converted to FOLDER/sources; what is there is not made again.
"""
from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import multiprocessing
import os
import tarfile
import tomllib
import urllib.request
from functools import partial
from pathlib import Path
from typing import Iterator

import numpy as np

import config as configuration
import fields
from config import Config
from render import render
from volumes import Volume, grey

HERE = Path(__file__).resolve().parent
DEPTHS = (1.0, 1.0, 1.6, 2.5, 4.0)  # distance of slices in pixels
TRAIN, HELD_OUT = 0, 1


def procedural(number: int, part: int, config: Config) -> Volume:
    """Procedural volume `number` of a part (TRAIN or HELD_OUT), always the same for one seed. The kinds take turns."""
    for attempt in range(20):
        random = np.random.default_rng([config.seed, part, number, attempt])
        kind = list(fields.GENERATORS)[number % len(fields.GENERATORS)]
        dz = float(random.choice(DEPTHS))
        labels = fields.field(random, kind, config.shape, dz)
        image, labels = render(random, labels, kind, dz)
        try:
            return Volume.of(f'{number:05d}-{kind}', image, labels)
        except ValueError:
            continue  # too small or empty by chance
    raise ValueError(f'No procedural volume of kind {kind} holds an object in the shape {config.shape}.')


def _make(number: int, part: int, config: Config, folder: Path) -> None:
    if not list(folder.glob(f'{number:05d}-*.json')):
        procedural(number, part, config).save(folder)


def make_procedural(config: Config, folder: Path) -> None:
    """Makes what is missing of the procedural volumes."""
    for part, name, count in ((TRAIN, 'train', config.volumes), (HELD_OUT, 'held-out', config.held_out)):
        make = partial(_make, part=part, config=config, folder=folder / name)
        if config.workers:
            with multiprocessing.Pool(config.workers) as pool:
                for number, _ in enumerate(pool.imap_unordered(make, range(count)), start=1):
                    _tell(name, number, count)
        else:
            for number in range(count):
                make(number)
                _tell(name, number + 1, count)


def _tell(name: str, number: int, count: int) -> None:
    if number % 50 == 0 or number == count:
        print(f'{name}: {number} of {count} procedural volumes', flush=True)


def sources(path: Path = HERE / 'sources.toml') -> Iterator[tuple[dict, str, list[tuple[str, str]]]]:
    """Each labelled volume of the list: its source, its name, and (file, SHA-256) of image and labels."""
    for source in tomllib.loads(path.read_text(encoding='utf-8'))['source']:
        for name, image, image_hash, labels, labels_hash in source['volumes']:
            yield source, f'{source["name"]}-{name}', [(image, image_hash), (labels, labels_hash)]


def fetch(url: str, sha256: str, folder: Path) -> Path:
    """A file of the given SHA-256, downloaded unless it is there. ValueError if it is another one."""
    path = folder / f'{sha256[:16]}-{url.rsplit("/", 1)[1]}'
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + '.part')
        with urllib.request.urlopen(url, timeout=60) as answer:
            part.write_bytes(answer.read())
        found = hashlib.sha256(part.read_bytes()).hexdigest()
        if found != sha256:
            part.unlink()
            raise ValueError(f'{url} has SHA-256 {found}, but {sha256} is expected: the file has changed at its source.')
        os.replace(part, path)
    return path


def read(path: Path, part: str) -> np.ndarray:
    """A stack [Z, Y, X] from NIfTI, TIFF, a data set `part` of an HDF5 file or a NIfTI file `part` of a Debian package."""
    if path.suffix == '.deb':
        return _nifti(_unpacked(path.read_bytes(), part))
    if path.name.endswith('.nii.gz'):
        return _nifti(path.read_bytes())
    if path.suffix == '.h5':
        import h5py
        with h5py.File(path) as file:
            return file[part][()]
    import tifffile
    return tifffile.imread(path)


def _nifti(file: bytes) -> np.ndarray:
    import nibabel
    return np.asarray(nibabel.Nifti1Image.from_bytes(gzip.decompress(file)).dataobj).squeeze().transpose(2, 1, 0)


def _unpacked(package: bytes, name: str) -> bytes:
    """A file of a Debian package, which is an `ar` archive: entries with headers of 60 bytes, at even offsets."""
    at = 8
    while not package.startswith(b'data.tar', at):
        at += 60 + int(package[at + 48:at + 58]) + 1
        at -= at % 2
    size = int(package[at + 48:at + 58])
    with tarfile.open(fileobj=io.BytesIO(package[at + 60:at + 60 + size])) as files:
        return files.extractfile(name).read()


def convert(source: dict, name: str, image: np.ndarray, labels: np.ndarray) -> Volume:
    """Grey values by the source's range, labels as they are."""
    if 'range' in source:
        low, high = source['range']
        image = np.clip((image.astype(np.float32) - low) / (high - low) * 255, 0, 255).round().astype(np.uint8)
    else:
        image = grey(image)
    labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape) + int(labels.min() != 0)
    return Volume.of(name, image, labels.astype(np.int32))


def download(data: Path) -> None:
    """Downloads and converts what is missing of sources.toml."""
    for source, name, files in sources():
        if (data / 'sources' / f'{name}.json').exists():
            continue
        stacks = []
        for file, sha256 in files:
            file, _, part = file.partition('#')
            stacks.append(read(fetch(source['base'] + file, sha256, data / 'downloads'), part))
        volume = convert(source, name, *stacks)
        volume.save(data / 'sources', licence=source['licence'], credit=source['credit'])
        print(f'{name}: {len(volume.objects)} objects, {source["licence"]}', flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('profile')
    parser.add_argument('--data', type=Path, default=HERE / 'data')
    arguments = parser.parse_args()
    config = configuration.load(arguments.profile)
    make_procedural(config, arguments.data / arguments.profile)
    if config.sources:
        download(arguments.data)


if __name__ == '__main__':
    main()
