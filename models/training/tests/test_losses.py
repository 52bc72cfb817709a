"""Losses and figures, with numbers that can be worked out by hand."""
import math

import numpy as np
import pytest
import torch

import learning
import losses
import measures


def test_the_right_mask_costs_nothing_and_the_wrong_one_much():
    truth = torch.zeros(1, 1, 32, 32)
    truth[..., 8:24, 8:24] = 1
    right = losses.mask_loss((2 * truth - 1) * 20, truth)
    assert float(right) < 0.01
    assert float(losses.mask_loss((1 - 2 * truth) * 20, truth)) > 10


def test_nothing_is_asked_of_the_mask_of_an_ended_object_but_of_its_scores():
    ended = torch.zeros(1, 1, 32, 32)
    assert float(losses.mask_loss(torch.full((1, 1, 32, 32), 20.0), ended)) == 0
    logits, single, known = torch.full((1, 4, 32, 32), 20.0), torch.zeros(1), torch.ones(1)
    told = losses.total(logits, torch.zeros(1, 4), torch.tensor([-20.0]), ended, single, known)
    overlooked = losses.total(logits, torch.ones(1, 4), torch.tensor([20.0]), ended, single, known)
    assert float(told) < 0.01 and float(overlooked) > 1


def test_iou_of_half_an_object():
    truth = torch.zeros(1, 1, 4, 4)
    truth[..., :2] = 1
    half = torch.full((1, 1, 4, 4), -1.0)
    half[..., :1] = 1
    assert losses.iou(half, truth).tolist() == [[0.5]]
    assert losses.iou(half, torch.zeros(1, 1, 4, 4)).tolist() == [[0]]


def test_slices_beyond_the_volume_do_not_count():
    truth = torch.zeros(2, 1, 8, 8)
    truth[..., :4] = 1
    logits = torch.cat([truth[:1].expand(1, 4, 8, 8) * 40 - 20, torch.full((1, 4, 8, 8), 30.0)])
    arguments = [logits, torch.ones(2, 4), torch.full((2,), 20.0), truth, torch.zeros(2)]
    assert float(losses.total(*arguments, torch.tensor([1.0, 0.0]))) < 0.01
    assert float(losses.total(*arguments, torch.tensor([1.0, 1.0]))) > 1


def test_area_under_the_curve():
    assert measures.auc(np.array([3.0, 2]), np.array([1.0, 0])) == 1
    assert measures.auc(np.array([1.0]), np.array([0.0, 1, 2])) == 0.5
    assert math.isnan(measures.auc(np.array([]), np.array([1.0])))


def test_calibration_error_is_the_mean_difference_of_bins():
    assert measures.calibration_error(np.array([0.9, 0.9, 0.1]), np.array([0.8, 1.0, 0.1])) == pytest.approx(0)
    assert measures.calibration_error(np.array([0.9, 0.1]), np.array([0.5, 0.3])) == pytest.approx(0.3)


def test_the_interval_is_over_objects_not_over_sections():
    mean, low, high = measures.interval([[1.0] * 99, [0.0]])
    assert (mean, low, high) == (0.5, 0, 1)


def test_masks_that_share_less_than_half_with_the_truth_are_not_handed_on():
    truth = torch.zeros(3, 1, 10, dtype=torch.bool)
    truth[:, 0, :6] = True
    drawn = truth.clone()
    drawn[1, 0, 4:] = False  # 4 of 6
    drawn[2, 0, 3:] = False  # 3 of 6: just a half
    assert learning.resembles(drawn, truth).tolist() == [True, True, False]
