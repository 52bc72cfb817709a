"""Runs: settings, sources, resuming, fine-tuning, and the reduced training."""
import gzip
import io
import re
import tarfile
from dataclasses import replace

import nibabel
import numpy as np
import pytest
import tifffile
import torch

import config
import data
import evaluate
import finetune
import train
import volumes
import weights
from chains import Batches
from export import EMBEDDED

CPU = torch.device('cpu')


def test_an_unknown_profile_and_a_missing_setting_are_told(tmp_path):
    with pytest.raises(ValueError, match='no profile'):
        config.load('medium')
    path = tmp_path / 'config.toml'
    path.write_text('[bad]\nseed = 1\n')
    with pytest.raises(ValueError, match='missing'):
        config.load('bad', path)


def test_every_source_is_pinned_and_openly_licensed():
    listed = list(data.sources())
    assert len({name for _, name, _ in listed}) == len(listed)
    for source, _, files in listed:
        assert source['licence'] in ('Apache-2.0', 'BSD-3-Clause', 'MIT', 'CC-BY-3.0', 'CC-BY-4.0', 'CC0-1.0')
        assert re.search('/[0-9a-f]{40}/|/[0-9]{8}T[0-9]{6}Z/', source['base'])
        assert all(re.fullmatch('[0-9a-f]{64}', sha256) for _, sha256 in files)


def test_a_file_that_changed_at_its_source_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(data.urllib.request, 'urlopen', lambda url, timeout: io.BytesIO(b'something else'))
    with pytest.raises(ValueError, match='has changed'):
        data.fetch('https://example.org/a.tif', '0' * 64, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_stack_in_a_debian_package_is_read(tmp_path):
    stack = np.arange(24, dtype=np.int16).reshape(2, 3, 4)
    nifti = gzip.compress(nibabel.Nifti1Image(stack.transpose(2, 1, 0), np.eye(4)).to_bytes())
    files = io.BytesIO()
    with tarfile.open(fileobj=files, mode='w:xz') as tar:
        entry = tarfile.TarInfo('./share/brain.nii.gz')
        entry.size = len(nifti)
        tar.addfile(entry, io.BytesIO(nifti))
    package = b'!<arch>\n'
    for name, content in ((b'debian-binary', b'2.0\n'), (b'control.tar.xz', b'odd'), (b'data.tar.xz', files.getvalue())):
        package += name.ljust(48) + str(len(content)).encode().ljust(10) + b'`\n' + content + b'\n' * (len(content) % 2)
    (tmp_path / 'brain.deb').write_bytes(package)
    np.testing.assert_array_equal(data.read(tmp_path / 'brain.deb', './share/brain.nii.gz'), stack)


def test_every_source_counts_alike_however_many_volumes_it_has():
    settings = replace(config.load('small'), shape=(8, 64, 64))
    few, many = (data.procedural(number, data.TRAIN, settings) for number in (0, 1))
    dark = volumes.Volume('dark', np.zeros_like(few.image), few.labels, few.objects)
    bright = volumes.Volume('bright', np.full_like(many.image, 255), many.labels, many.objects)
    batches = Batches([], [[dark], [bright] * 9], 1.0, 2, lambda _: 64, 40, 1, 0)
    images, _, _ = batches[0]
    assert 10 <= int((images.float().mean((1, 2, 3)) < 128).sum()) <= 30


def test_a_continued_run_starts_from_the_finished_model(tmp_path):
    settings = config.load('continued')
    finished, _ = weights.load_described(EMBEDDED / 'descriptor.json')
    for a, b in zip(finished.parameters(), train.Run(settings, tmp_path, CPU).network.parameters()):
        torch.testing.assert_close(a, b, rtol=0, atol=0)


def test_what_is_kept_of_the_start_needs_a_start_and_comes_from_it(tmp_path):
    text = config.DEFAULT.read_text().replace('kept = 0.0\nworkers = 0', 'kept = 0.3\nworkers = 0')
    path = tmp_path / 'config.toml'
    path.write_text(text)
    with pytest.raises(ValueError, match='no start'):
        config.load('small', path)
    settings = replace(config.load('continued'), shape=(8, 64, 64), field=64, batch=2, slices=2, steps=2,
                       early_window=32, window=64, kept=1.0, workers=0, mixed=False)
    made = [data.procedural(0, data.TRAIN, settings)]
    batches = Batches(made, [], 0.0, 2, settings.field_at, 2, 2, settings.seed)
    train.Run(settings, tmp_path, CPU).learn(batches)
    run = train.Run(settings, tmp_path, CPU)
    run.resume()
    start, _ = weights.load_described(EMBEDDED / 'descriptor.json')
    filters = run.finished(batches).encoder.m3[0].weight
    direction = torch.nn.functional.normalize
    torch.testing.assert_close(direction(filters.flatten(1)), direction(start.encoder.m3[0].weight.flatten(1)))
    assert not torch.allclose(filters, run.average.network.encoder.m3[0].weight)


def test_a_stopped_run_goes_on_as_if_it_had_not_stopped(tmp_path):
    settings = replace(config.load('small'), shape=(8, 64, 64), field=64, batch=2, slices=2, steps=4, early_window=32,
                       window=64)
    made = [data.procedural(number, data.TRAIN, settings) for number in range(2)]
    batches = Batches(made, [], 0.0, 2, settings.field_at, 2, 4, settings.seed)
    through = train.Run(settings, tmp_path / 'through', CPU)
    through.learn(batches)
    stopped = train.Run(settings, tmp_path / 'stopped', CPU)
    stopped.learn(batches, until=2)
    resumed = train.Run(settings, tmp_path / 'stopped', CPU)
    resumed.resume()
    assert resumed.step == 2
    resumed.learn(batches)
    for a, b in zip(through.average.network.parameters(), resumed.average.network.parameters()):
        torch.testing.assert_close(a, b)
    with pytest.raises(ValueError, match='other settings'):
        train.Run(replace(settings, rate=1.0), tmp_path / 'stopped', CPU).resume()


def test_fine_tuning_improves_what_it_is_tuned_on(tmp_path):
    made = data.procedural(0, data.TRAIN, replace(config.load('small'), shape=(8, 72, 72)))
    image, labels = tmp_path / 'image.tif', tmp_path / 'labels.tif'
    tifffile.imwrite(image, made.image)
    tifffile.imwrite(labels, made.labels)
    pair = volumes.read_pair(image, labels)
    network, _ = weights.load_described(EMBEDDED / 'descriptor.json')

    def tight_box():
        return evaluate.report(network, [pair], 64, CPU, objects=8)['dice']['tight box'][0]
    before = tight_box()
    finetune.finetune(network, [pair], 64, 40, CPU)
    assert tight_box() > before + 0.02


def test_figures_of_the_same_seed_are_the_same_and_complete():
    made = data.procedural(1, data.HELD_OUT, replace(config.load('small'), shape=(8, 64, 64)))
    network, _ = weights.load_described(EMBEDDED / 'descriptor.json')
    one, again = (evaluate.report(network, [made], 64, CPU, objects=2) for _ in range(2))
    np.testing.assert_equal(one, again)
    assert set(evaluate.JITTER) | set(evaluate.POINTS) | {evaluate.CLICKED, evaluate.LINE} <= set(one['dice'])
    assert all(0 <= low <= mean <= high <= 1 for mean, low, high in one['dice'].values())


def test_a_click_goes_into_the_middle_of_the_largest_error():
    wrong = np.zeros((9, 12), bool)
    wrong[1, 1] = True
    wrong[2:7, 4:11] = True
    assert evaluate.middle(wrong)[1] == 4 and 6 <= evaluate.middle(wrong)[0] <= 8


def test_a_click_is_on_what_was_left_out_and_off_what_was_drawn_too_much():
    class Noted(evaluate.Asked):
        def __call__(self, image, given):
            self.given = given
    truth, more, less = (np.zeros((20, 20), bool) for _ in range(3))
    truth[5:15, 5:15] = more[5:15, 5:20] = less[5:15, 5:10] = True
    network, _ = weights.load_described(EMBEDDED / 'descriptor.json')
    asked = Noted(network, 64, CPU)
    for drawn, label in ((more, 0), (less, 1)):
        asked.corrected(truth, np.array([5.0, 5, 15, 15]), drawn, truth)
        x, y = asked.given.coords[0, 2]
        assert asked.given.labels[0].tolist()[:3] == [2, 3, label]
        assert bool(truth[int(y), int(x)]) == bool(label) and drawn[int(y), int(x)] != truth[int(y), int(x)]


@pytest.mark.small_run
def test_the_reduced_training_reaches_its_dice_on_held_out_volumes(tmp_path):
    settings = config.load('small')
    data.make_procedural(settings, tmp_path / 'data' / 'small')
    report = train.train('small', tmp_path / 'data', tmp_path / 'run', CPU)
    assert report['dice']['tight box'][0] > 0.60
    assert (tmp_path / 'run' / 'descriptor.json').exists()
