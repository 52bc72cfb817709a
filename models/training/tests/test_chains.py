"""Chains, windows and prompts: what the network is shown."""
import numpy as np
import pytest
import torch

import chains
import prompts
import windows
from volumes import Volume


def forked():
    """Labels of an object that splits at slice 2 and ends after slice 4, beside another piece of the same label."""
    labels = np.zeros((7, 40, 40), np.int32)
    labels[0:2, 10:20, 10:30] = 1
    labels[2:5, 10:20, 10:15] = 1
    labels[2:5, 10:20, 25:30] = 1
    labels[:, 34:39, 2:8] = 1
    return labels


def test_a_chain_follows_a_section_into_its_parts_and_to_its_end():
    labels = forked()
    start = labels[1] == 1
    start[30:] = False
    areas = [int(s.sum()) for s in chains.follow(labels, 1, [1, 2, 3, 4, 5], start)]
    assert areas == [200, 100, 100, 100, 0]


def test_half_of_the_chains_see_the_end_of_a_long_object():
    random = np.random.default_rng(0)
    ends = 0
    for _ in range(400):
        start, direction = chains.starts(50, 150, 200, 4, random)
        ends += not 50 <= start + 3 * direction < 150
    assert 0.42 < ends / 400 < 0.6


def test_a_batch_is_the_same_whenever_it_is_made():
    volume = Volume.of('forked', (forked() * 100).astype(np.uint8), forked())
    first = chains.Batches([volume], [], 0.0, 3, lambda _: 64, 2, 10, 7)
    second = chains.Batches([volume], [], 0.0, 3, lambda _: 64, 2, 10, 7)
    second[3]
    for a, b in zip(first[5], second[5]):
        assert torch.equal(a, b)
    assert first[5][0].shape == (2, 4, 64, 64)


def test_lengthened_chains_show_a_disc_up_to_four_times_as_long_as_wide_and_whole(monkeypatch):
    monkeypatch.setattr(chains, 'LENGTHENED', 1.0)
    y, x = np.mgrid[:80, :80]
    labels = np.repeat(((y - 40) ** 2 + (x - 40) ** 2 < 400)[None], 3, 0).astype(np.int32)
    volume = Volume.of('disc', (labels * 100).astype(np.uint8), labels)
    random = np.random.default_rng(0)
    ratios = []
    for _ in range(100):
        boxes, _ = windows.boxes_of(torch.from_numpy(chains.cut(volume, 1, 96, random).truth[1:]))
        x0, y0, x1, y1 = boxes[0].tolist()
        assert x0 > 0 and x1 < 96
        ratios.append((y1 - y0) / (x1 - x0))
    assert 1.7 < np.exp(np.log(ratios).mean()) < 2.3 and 3 < np.percentile(ratios, 95)


def test_a_mask_survives_the_way_into_a_window_and_back():
    mask = torch.zeros(1, 1, 100, 100)
    mask[:, :, 40:60, 30:70] = 1
    boxes, there = windows.boxes_of(mask[:, 0] > 0)
    assert boxes.tolist() == [[30, 40, 70, 60]] and there.all()
    window = windows.around(boxes)
    assert window.tolist() == [[50, 50, 72]]
    seen = windows.crop(mask, window, 144, 'zeros')
    back = windows.paste(12 * seen - 6, window, 100, 100) > 0
    assert torch.equal(back, mask > 0)


def test_window_pixels_start_at_the_corner():
    points = windows.to_window(torch.tensor([[[14.0, 14.0], [50.0, 86.0]]]), torch.tensor([[50.0, 50.0, 72.0]]), 144)
    assert points.tolist() == [[[0, 0], [72, 144]]]


def test_loose_boxes_are_larger_than_the_object_or_beside_it():
    boxes = np.tile(np.array([[10.0, 10, 30, 50]]), (500, 1))
    given = prompts.loose(boxes, np.random.default_rng(0))
    area = (given[:, 2] - given[:, 0]) * (given[:, 3] - given[:, 1])
    assert 1.8 < area.mean() / 800 < 2.8 and area.min() > 800


def test_some_boxes_come_with_points_on_the_object_and_off_it():
    truth = torch.zeros(200, 40, 40, dtype=torch.bool)
    truth[:, 10:30, 10:20] = True
    truth[:, 10:15, 20:30] = True
    given = prompts.first(truth, torch.zeros_like(truth), np.random.default_rng(0))
    boxes = (given.labels == 2).any(1)
    clicked = boxes & ((given.labels == 0) | (given.labels == 1)).any(1)
    assert 0.1 < clicked.sum() / boxes.sum() < 0.4
    for coords, labels in zip(given.coords[clicked], given.labels[clicked]):
        for (x, y), label in zip(coords, labels):
            if label in (0, 1):
                assert truth[0, int(y), int(x)] == bool(label)
    assert not given.single[boxes].any()


def test_a_line_crosses_the_object_and_its_window_may_be_smaller(monkeypatch):
    monkeypatch.setattr(prompts, 'FIRST', {'line': 1.0})
    truth = torch.zeros(60, 120, 120, dtype=torch.bool)
    truth[:, 5:115, 50:70] = True  # a tube
    given = prompts.first(truth, torch.zeros_like(truth), np.random.default_rng(0))
    assert (given.labels == torch.tensor([-1, -1, 1, 1, 1, 0, 0])).all()
    for k in range(60):
        on = [bool(truth[k, int(y), int(x)]) for x, y in given.coords[k, 2:]]
        assert on == [True, True, True, False, False]
    sides = {round(float(side) / (20 * windows.FACTOR)) for side in given.windows[:, 2]}
    assert sides == {1, 2, 3}  # the largest would leave the image


def test_an_empty_mask_asks_again_in_the_last_box():
    masks = torch.zeros(1, 50, 50, dtype=torch.bool)
    last = torch.tensor([[10.0, 10, 20, 20]])
    given, used = prompts.following(masks, last, np.random.default_rng(0))
    assert torch.equal(used, last) and float(given.has) == 0


def test_sizes_that_differ_are_told():
    with pytest.raises(ValueError, match='labels are'):
        Volume.of('x', np.zeros((2, 9, 9), np.uint8), np.zeros((3, 9, 9), np.int32))


def test_a_slice_without_a_neighbour_is_not_its_own():
    labels = np.zeros((1, 60, 60), np.int32)
    labels[0, 20:40, 20:40] = 1
    truth = chains.cut(Volume.of('single', (labels * 100).astype(np.uint8), labels), 1, 64, np.random.default_rng(0)).truth
    assert truth[1].any() and not truth[0].any()
