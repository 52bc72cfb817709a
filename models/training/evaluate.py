"""Measures a model on label images: pairs of TIFF stacks of the same size.

    python evaluate.py MODEL.json IMAGE.tif LABELS.tif [IMAGE.tif LABELS.tif ...] [--json FILE] [--objects 60]

MODEL.json is the descriptor of an exported model (the embedded one: ../embedded/descriptor.json). All figures but the last
are in 2D on single slices; a click goes into the largest error that the box left, a line goes through the middle and is
answered in windows of one, two and four times its length, which may show only a part of the object. In the last an object
is followed from its largest section with the model's own masks, until the mask is empty or the object score negative; that
is simpler than what the plugin does. The 95 % intervals are bootstrapped over objects.
"""
from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from scipy import ndimage

import measures
import prompts
import volumes
import weights
import windows
from learning import chosen
from model import Network
from volumes import Volume

JITTER = {'tight box': 0.0, 'box ±5 %': 0.05, 'box ±10 %': 0.1, 'box ±20 %': 0.2}
POINTS = {'1 point': 1, '3 points': 3}
CLICKED = 'tight box and a click'
LINE = 'line across'
NEIGHBOUR, COPIED, CHAIN = 'neighbour mask', 'neighbour mask copied', 'chain (3D)'
SECTIONS = 4  # sections of each object
SMALLEST = 30  # pixels of a section


@dataclass
class _Answers:
    """What was found, by kind of prompt a list of values for each object."""

    dice: dict[str, list[list[float]]] = field(default_factory=dict)
    iou: list[tuple[float, float]] = field(default_factory=list)
    there: list[tuple[float, float]] = field(default_factory=list)

    def note(self, kind: str, fresh: bool, value: float) -> None:
        lists = self.dice.setdefault(kind, [])
        if fresh or not lists:
            lists.append([])
        lists[-1].append(value)


class Asked:
    """A network that answers one prompt on one slice of a volume."""

    def __init__(self, network: Network, window: int, device: torch.device):
        self.network, self.window, self.device = network.eval(), window, device

    @torch.no_grad()
    def __call__(self, image: np.ndarray, given: prompts.Prompts) -> tuple[np.ndarray, float, float]:
        """Mask [H, W], predicted IoU and probability that the object is there. given: one prompt."""
        slice_ = torch.from_numpy(np.array(image)).to(self.device)[None, None].float()
        seen = windows.crop(slice_, given.windows, self.window).expand(-1, 3, -1, -1)
        logits, predicted, there = self.network(seen, *given.in_windows(self.window)[:4])
        mask = windows.paste(chosen(logits, predicted, given.single), given.windows, *image.shape)[0, 0] > 0
        token = int(predicted[0, 1:].argmax()) + 1 if bool(given.single[0]) else 0
        return mask.cpu().numpy(), float(predicted[0, token]), float(torch.sigmoid(there[0]))

    def box(self, image: np.ndarray, box: np.ndarray, mask: np.ndarray | None = None) -> tuple[np.ndarray, float, float]:
        """Answers a box [x0, y0, x1, y1], with a neighbour's mask if there is one."""
        boxes = torch.tensor(box, dtype=torch.float32, device=self.device)[None]
        if mask is None:
            return self(image, prompts.of_boxes(boxes))
        rough = torch.from_numpy(np.array(mask)).to(self.device)[None, None].float()
        return self(image, prompts.of_boxes(boxes, mask=rough, has=torch.ones(1, device=self.device)))

    def corrected(self, image: np.ndarray, box: np.ndarray, wrong: np.ndarray, truth: np.ndarray) \
            -> tuple[np.ndarray, float, float]:
        """Answers a box with a click in the middle of the largest error of a mask [H, W]."""
        given = prompts.of_boxes(torch.tensor(box, dtype=torch.float32, device=self.device)[None])
        x, y = middle(wrong != truth if (wrong != truth).any() else truth)
        given.coords[0, 2] = torch.tensor([x + 0.5, y + 0.5])
        given.labels[0, 2] = float(truth[y, x])
        return self(image, given)

    def points(self, image: np.ndarray, points: np.ndarray, box: np.ndarray) -> tuple[np.ndarray, float, float]:
        """Answers points [P, 2] on the object, seen through the window of the box."""
        given = prompts.of_boxes(torch.tensor(box, dtype=torch.float32, device=self.device)[None])
        given.labels[:] = -1
        given.coords[0, 2:2 + len(points)] = torch.tensor(points, dtype=torch.float32)
        given.labels[0, 2:2 + len(points)] = 1
        given.single[:] = len(points) == 1
        return self(image, given)

    def line(self, image: np.ndarray, y: int, ends: tuple[int, int], look: float) \
            -> tuple[tuple[np.ndarray, float, float], np.ndarray]:
        """Answers a line in row y, and says which pixels [H, W] its window shows."""
        given = prompts.of_boxes(torch.zeros(1, 4, device=self.device), shape=image.shape)
        prompts.set_line(given, 0, y, *ends, look)
        shown = windows.paste(torch.ones(1, 1, self.window, self.window), given.windows.cpu(), *image.shape)[0, 0] > 0
        return self(image, given), shown.numpy()


def middle(mask: np.ndarray) -> tuple[int, int]:
    """x and y of the pixel of the largest part of a mask that is farthest from its edge."""
    parts, _ = ndimage.label(mask)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    depth = ndimage.distance_transform_edt(np.pad(parts == sizes.argmax(), 1))[1:-1, 1:-1]
    y, x = np.unravel_index(depth.argmax(), depth.shape)
    return int(x), int(y)


def _box(mask: np.ndarray) -> np.ndarray:
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    return np.array([columns[0], rows[0], columns[-1] + 1, rows[-1] + 1], float)


def _object(asked: Asked, volume: Volume, one: tuple[int, int, int], random: np.random.Generator,
            answers: _Answers) -> None:
    """Everything that is measured on one object."""
    label, first, end = one
    truth = volume.labels[first:end] == label
    areas = truth.sum((1, 2))
    usable = np.flatnonzero(areas >= SMALLEST)
    fresh, fresh_pair = True, True
    for k in random.permutation(usable)[:SECTIONS]:
        z, section = first + int(k), truth[k]
        image, box = volume.image[z], _box(truth[k])
        for kind, amount in JITTER.items():
            answer = asked.box(image, prompts.jittered(box[None], amount, random)[0] if amount else box)
            _score(answers, kind, fresh, answer, section)
            if not amount:
                _score(answers, CLICKED, fresh, asked.corrected(image, box, answer[0], section), section)
        for kind, count in POINTS.items():
            _score(answers, kind, fresh, asked.points(image, prompts.within(section, count, random), box), section)
        rows = np.flatnonzero(section.any(1))
        y = int(rows[len(rows) // 2])
        ends = prompts.longest_line(section, y)
        parts, _ = ndimage.label(section)
        part = parts == parts[y, ends[0]]
        for look in prompts.LINE_WINDOWS:
            answer, shown = asked.line(image, y, ends, look)
            answers.note(LINE, fresh and look == prompts.LINE_WINDOWS[0], measures.dice(answer[0], part & shown))
        before = k + int(random.choice([-1, 1]))
        if 0 <= before < len(truth) and areas[before] >= SMALLEST:
            answer = asked.box(image, _box(truth[before]), truth[before])
            _score(answers, NEIGHBOUR, fresh_pair, answer, section)
            answers.note(COPIED, fresh_pair, measures.dice(truth[before], section))
            answers.there.append((answer[2], 1.0))
            fresh_pair = False
        fresh = False
    for k, beyond in ((0, first - 1), (len(truth) - 1, end)):
        if 0 <= beyond < len(volume.labels) and areas[k] >= SMALLEST:
            answers.there.append((asked.box(volume.image[beyond], _box(truth[k]), truth[k])[2], 0.0))
    answers.note(CHAIN, True, _chain(asked, volume, label, first + int(areas.argmax())))


def _score(answers: _Answers, kind: str, fresh: bool, answer: tuple[np.ndarray, float, float],
           section: np.ndarray) -> None:
    mask, predicted, _ = answer
    value = measures.dice(mask, section)
    answers.note(kind, fresh, value)
    answers.iou.append((predicted, value / (2 - value)))


def _chain(asked: Asked, volume: Volume, label: int, start: int) -> float:
    """3D Dice of an object followed both ways from a tight box on its largest section."""
    truth = volume.labels == label
    found = np.zeros(truth.shape, bool)
    found[start] = asked.box(volume.image[start], _box(truth[start]))[0]
    for direction in (-1, 1):
        mask, z = found[start], start + direction
        while mask.any() and 0 <= z < len(truth):
            mask, _, there = asked.box(volume.image[z], _box(mask), mask)
            if there < 0.5:
                break
            found[z] = mask
            z += direction
    return measures.dice(found, truth)


def report(network: Network, measured: list[Volume], window: int, device: torch.device, objects: int = 60,
           seed: int = 0) -> dict:
    """Figures over all volumes: {'dice': {prompt: [mean, low, high]}, 'objects', 'ended_auc', …}."""
    random = np.random.default_rng(seed)
    asked, answers = Asked(network.to(device), window, device), _Answers()
    pool = [(volume, one) for volume in measured for one in volume.objects]
    picked = random.permutation(len(pool))[:objects]
    for k in picked:
        _object(asked, *pool[k], random, answers)
    iou, there = np.array(answers.iou).reshape(-1, 2), np.array(answers.there).reshape(-1, 2)
    scores, present = there[:, 0], there[:, 1] > 0.5
    return {'objects': len(picked), 'dice': {kind: measures.interval(v) for kind, v in answers.dice.items()},
            'ended': int((~present).sum()), 'continuing': int(present.sum()),
            'ended_auc': measures.auc(scores[present], scores[~present]),
            'iou_calibration_error': measures.calibration_error(iou[:, 0], iou[:, 1]),
            'score_calibration_error': measures.calibration_error(scores, present.astype(float))}


def table(figures: dict) -> str:
    """The report as a Markdown table."""
    rows = [f'| {kind} | {mean:.3f} | {low:.3f} … {high:.3f} |' for kind, (mean, low, high) in figures['dice'].items()]
    return '\n'.join([f'| prompt | Dice, {figures["objects"]} objects | 95 % interval |', '|---|---|---|', *rows, '',
                      f'Ended against continuing objects: AUC {figures["ended_auc"]:.3f} ({figures["ended"]} ended, '
                      f'{figures["continuing"]} going on). Calibration error: IoU '
                      f'{figures["iou_calibration_error"]:.3f}, object score {figures["score_calibration_error"]:.3f}.'])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('model', type=Path)
    parser.add_argument('pairs', type=Path, nargs='+', metavar='IMAGE LABELS')
    parser.add_argument('--json', type=Path)
    parser.add_argument('--objects', type=int, default=60)
    parser.add_argument('--device', default='cuda' if torch.cuda.is_available() else 'cpu')
    arguments = parser.parse_args()
    if len(arguments.pairs) % 2:
        parser.error('images and labels come in pairs')
    network, window = weights.load_described(arguments.model)
    pairs = [volumes.read_pair(*pair) for pair in zip(arguments.pairs[::2], arguments.pairs[1::2])]
    figures = report(network, pairs, window, torch.device(arguments.device), arguments.objects)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2) + '\n', encoding='utf-8')
    print(table(figures))


if __name__ == '__main__':
    main()
