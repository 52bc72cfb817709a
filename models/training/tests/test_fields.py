"""Procedural volumes: what the curriculum of chains needs is in them."""
from dataclasses import replace

import numpy as np
import pytest

import config
import data
import fields
from anatomy import LabelMap
from render import render

SHAPE = (12, 64, 64)


@pytest.mark.parametrize('kind', fields.GENERATORS)
def test_neighbouring_slices_are_sections_of_the_same_objects(kind):
    labels = fields.field(np.random.default_rng(1), kind, SHAPE, 1.0)
    assert labels.shape == SHAPE and labels.max() >= 2
    both = (labels[:-1] > 0) & (labels[1:] > 0)
    assert (labels[:-1] == labels[1:])[both].mean() > 0.7


def test_an_object_of_thick_slices_vanishes_within_two():
    labels = fields.field(np.random.default_rng(1), 'nuclei', SHAPE, 6.0)
    depths = [len(np.flatnonzero((labels == label).any((1, 2)))) for label in range(1, labels.max() + 1)]
    assert min(depths) <= 4


def test_tubes_split_and_merge():
    labels = fields.field(np.random.default_rng(0), 'tubes', (24, 96, 96), 1.0)
    parts = [fields.ndimage.label(labels[z] == label)[1] for label in range(1, labels.max() + 1) for z in range(24)]
    assert max(parts) >= 2


def test_layers_are_rings_around_each_other():
    labels = fields.field(np.random.default_rng(2), 'layers', SHAPE, 1.0)
    rings = 0
    for z in range(len(labels)):
        for label in np.unique(labels[z])[1:]:
            section = labels[z] == label
            filled = fields.ndimage.binary_fill_holes(section)
            rings += filled.sum() > 1.2 * section.sum()
    assert rings >= 3


def test_labels_follow_shifted_slices():
    bright = np.zeros(SHAPE, np.uint16)
    bright[:, 20:40, 20:40] = 1
    shifted = 0
    for seed in range(30):
        image, labels = render(np.random.default_rng(seed), bright, 'nuclei', 1.0)
        assert image.dtype == np.uint8 and labels.shape == SHAPE
        shifted += not np.array_equal(labels, bright)
    assert 0 < shifted < 30


def test_a_volume_is_the_same_for_the_same_seed_and_another_when_held_out():
    settings = replace(config.load('small'), shape=SHAPE)
    one, again, held_out = (data.procedural(1, part, settings) for part in (data.TRAIN, data.TRAIN, data.HELD_OUT))
    assert np.array_equal(one.image, again.image) and np.array_equal(one.labels, again.labels)
    assert not np.array_equal(one.image, held_out.image)


def head():
    """A label map of an organ with a left and a right half (3 and 42), each with a core (11 and 50), in a shell (9)."""
    z, y, x = np.mgrid[:48, :48, :48] - 23.5
    radius = np.sqrt(z ** 2 + y ** 2 + x ** 2)
    left = x < 0
    labels = np.select([radius < 7, radius < 15, radius < 18], [np.where(left, 11, 50), np.where(left, 3, 42), 9], 0)
    return LabelMap(labels.astype(np.uint16), [(3, 42), (11, 50)], [[3, 11]], [3, 11, 42, 50])


def test_sections_of_a_label_map_show_its_structures_in_any_shape():
    random = np.random.default_rng(0)
    for shape, step in ((12, 30, 30), 1), ((12, 64, 64), 3):
        sections = head().sections(random, shape, step)
        assert sections.shape == shape and len(set(np.unique(sections)) - {0}) >= 2


def test_both_sides_look_alike_and_a_tissue_often_does():
    sections, often = head().labels, 0
    for seed in range(40):
        looks = head().looks(np.random.default_rng(seed), sections)
        assert len(np.unique(looks[(sections == 3) | (sections == 42)])) == 1
        often += looks[sections == 3][0] == looks[sections == 11][0]
    assert 0.4 < often / 40 < 0.8


def test_an_object_is_a_structure_or_both_sides_of_it_or_the_organ():
    counts = [int(head().objects(np.random.default_rng(seed), head().labels).max()) for seed in range(40)]
    assert {5, 3, 2} == set(counts) and 18 <= counts.count(5) <= 30
