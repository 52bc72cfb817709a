"""Makes the volumes to train on.

    python data.py PROFILE [--data FOLDER]

PROFILE is a table of config.toml. Procedural volumes go to FOLDER/PROFILE/train and, made with other seeds, to
FOLDER/PROFILE/held-out. If the profile says so, the openly licensed volumes of sources.toml are downloaded to
FOLDER/downloads, checked against their SHA-256 and converted to FOLDER/sources, and further procedural volumes are made of
its label maps; what is there is not made again.
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
from anatomy import LabelMap
from config import Config
from render import render
from volumes import Volume, grey

HERE = Path(__file__).resolve().parent
DEPTHS = (1.0, 1.0, 1.6, 2.5, 4.0)  # distance of slices in pixels
TRAIN, HELD_OUT, ANATOMY = 0, 1, 2
PLANES = {'': (0, 1, 2), 'y': (1, 2, 0), 'x': (2, 0, 1)}
"""Where voxels are cubes, a volume is learned from in slices across each of its axes."""


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


def rendered(number: int, maps: list[LabelMap], config: Config) -> Volume:
    """Volume `number` made of label maps, always the same for one seed. The maps take turns."""
    for attempt in range(20):
        random = np.random.default_rng([config.seed, ANATOMY, number, attempt])
        label_map, step = maps[number % len(maps)], int(random.choice((1, 1, 2, 3)))
        sections = label_map.sections(random, config.shape, step)
        looks, objects = label_map.looks(random, sections), label_map.objects(random, sections)
        image, objects = render(random, objects, 'organs', step, looks)
        try:
            return Volume.of(f'{number:05d}-anatomy', image, objects)
        except ValueError:
            continue  # hardly anything of the head is in this part
    raise ValueError(f'A label map shows no object in the shape {config.shape}.')


def make_rendered(config: Config, data: Path, folder: Path) -> None:
    """Makes what is missing of the volumes rendered of label maps, which are downloaded before."""
    maps = label_maps(data)
    for number in range(config.anatomy):
        if not (folder / f'{number:05d}-anatomy.json').exists():
            rendered(number, maps, config).save(folder)
        _tell('anatomy', number + 1, config.anatomy)


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


def label_maps(data: Path, path: Path = HERE / 'sources.toml') -> list[LabelMap]:
    """The label maps of the list, downloaded unless they are there."""
    return [LabelMap(read(fetch(source['base'] + file, sha256, data / 'downloads'), '').astype(np.uint16),
                     source['sides'], source['tissues'], source['organ'])
            for source in tomllib.loads(path.read_text(encoding='utf-8'))['labels']
            for file, sha256 in source['maps']]


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
    """A stack [Z, Y, X] from NIfTI, TIFF, a data set `part` of an HDF5 or NumPy file or a NIfTI file `part` of a Debian
    package."""
    if path.suffix == '.deb':
        return _nifti(_unpacked(path.read_bytes(), part))
    if path.name.endswith('.nii.gz'):
        return _nifti(path.read_bytes())
    if path.suffix == '.h5':
        import h5py
        with h5py.File(path) as file:
            return file[part][()]
    if path.suffix == '.npz':
        with np.load(path) as file:
            return file[part]
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
    """Grey values by the source's range, labels as they are, or one label where a probability is at least the source's."""
    if 'range' in source:
        low, high = source['range']
        image = np.clip((image.astype(np.float32) - low) / (high - low) * 255, 0, 255).round().astype(np.uint8)
    else:
        image = grey(image)
    if 'at_least' in source:
        labels = labels >= source['at_least']
    labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape) + int(labels.min() != 0)
    return Volume.of(name, image, labels.astype(np.int32))


def download(data: Path) -> None:
    """Downloads and converts what is missing of sources.toml."""
    for source, name, files in sources():
        planes = PLANES if source.get('cubes') else {'': PLANES['']}
        if all((data / 'sources' / f'{name}{plane}.json').exists() for plane in planes):
            continue
        stacks = []
        for file, sha256 in files:
            file, _, part = file.partition('#')
            stacks.append(read(fetch(source['base'] + file, sha256, data / 'downloads'), part))
        for plane, axes in planes.items():
            volume = convert(source, name + plane, *(stack.transpose(axes) for stack in stacks))
            volume.save(data / 'sources', licence=source['licence'], credit=source['credit'])
            print(f'{volume.name}: {len(volume.objects)} objects, {source["licence"]}', flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('profile')
    parser.add_argument('--data', type=Path, default=HERE / 'data')
    arguments = parser.parse_args()
    config = configuration.load(arguments.profile)
    make_procedural(config, arguments.data / arguments.profile)
    if config.sources:
        download(arguments.data)
    if config.anatomy:
        make_rendered(config, arguments.data, arguments.data / arguments.profile / 'train')


if __name__ == '__main__':
    main()
