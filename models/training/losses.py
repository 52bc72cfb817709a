"""What is learned: the mask, its IoU, and whether the object is there. All are per prompt; T is the number of tokens."""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

ENTROPY, DICE, IOU, THERE, ALTERNATIVES = 0.5, 1.0, 0.5, 0.25, 0.5


def mask_loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Cross-entropy and Dice loss [N, T] of logits [N, T, S, S] against truth [N, 1, S, S]. Where the object has ended
    nothing is asked of the mask: that it has is for the score and the predicted IoU to say. A network that also has to
    draw nothing there answers good boxes with nothing, too.

    The Dice loss weighs most. A focal loss of ten times its weight made the logits honest about masks that nobody could
    draw, and the masks at their threshold no better."""
    truth = truth.expand_as(logits)
    entropy = F.binary_cross_entropy_with_logits(logits, truth, reduction='none').mean((2, 3))
    probability = torch.sigmoid(logits)
    overlap = (probability * truth).sum((2, 3))
    dice = 1 - (2 * overlap + 1) / (probability.sum((2, 3)) + truth.sum((2, 3)) + 1)
    return (ENTROPY * entropy + DICE * dice) * (truth.amax((2, 3)) > 0)


def iou(logits: Tensor, truth: Tensor) -> Tensor:
    """True IoU [N, T] of the masks (logit above 0); 0 where the object has ended."""
    masks, truth = logits > 0, truth > 0.5
    union = (masks | truth).sum((2, 3))
    return torch.where(truth.any(3).any(2), (masks & truth).sum((2, 3)) / union.clamp(min=1), 0.0)


def total(logits: Tensor, predicted: Tensor, there: Tensor, truth: Tensor, single: Tensor, known: Tensor) -> Tensor:
    """The loss of one slice of a batch of chains, a number.

    logits [N, 4, S, S], predicted IoU [N, 4], logit of presence there [N], truth [N, 1, S, S] of 0 and 1; single [N]:
    one point alone, for which the best of tokens 1...3 counts; known [N]: false where there is no slice.
    The squared error of the IoU and the cross-entropy of presence are proper scores: both outputs become calibrated.
    The IoU is learned where the object has ended, too, and is 0 there. Where only masks of objects counted, as in SAM 2,
    the network trusted masks in mere noise, and a disc on one slice was followed over fifteen empty ones.
    """
    each = mask_loss(logits, truth)
    alternatives = each[:, 1:].min(1).values * single + 0.1 * each[:, 1:].mean(1)
    present = truth.amax((1, 2, 3))
    with torch.no_grad():
        actual = iou(logits, truth)
    loss = (each[:, 0] + ALTERNATIVES * alternatives + IOU * ((predicted - actual) ** 2).mean(1)
            + THERE * F.binary_cross_entropy_with_logits(there, present, reduction='none'))
    return (loss * known).sum() / known.sum().clamp(min=1)
