"""The network: an encoder that sees a square window of a slice, and a decoder with SAM's prompts and answers.

The names of the parts are those of version 0, so that its checkpoints load. Every module is convolutional, so a window
may have any side that is a multiple of 32 pixels.
"""
from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SEMANTIC = 128  # channels of the embedding that say what is where, at a quarter of the resolution
EDGE = 32  # channels at half the resolution, folded into the embedding as four times as many
WIDTHS = (48, 96, 160, 224)  # channels at 1/4, 1/8, 1/16 and 1/32 of the resolution
TOKENS = 4  # masks per answer, as in SAM: the first for clear prompts, the best of the others for a single point
PROMPT_MAPS = 10  # images in which the decoder draws prompts


def convolution(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    """A convolution that keeps the size (over the stride), normalised, with ReLU."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                         nn.BatchNorm2d(outputs), nn.ReLU(inplace=True))


def doubled(x: Tensor) -> Tensor:
    """Twice the height and width, bilinear with half-pixel centres."""
    return F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)


class Residual(nn.Module):
    """Two convolutions beside the identity."""

    def __init__(self, channels: int):
        super().__init__()
        self.a = convolution(channels, channels)
        self.b = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.b(self.a(x)), inplace=True)


class Context(nn.Module):
    """Weighs the channels by what the whole window holds."""

    def __init__(self, channels: int):
        super().__init__()
        self.f = nn.Sequential(nn.Linear(channels, channels // 2), nn.ReLU(), nn.Linear(channels // 2, channels))

    def forward(self, x: Tensor) -> Tensor:
        return x * torch.sigmoid(self.f(x.mean((2, 3))))[:, :, None, None]


class Encoder(nn.Module):
    """[N, 3, S, S] grey values 0…255, the same in all channels, to the embedding [N, 256, S/4, S/4]."""

    def __init__(self) -> None:
        super().__init__()
        c1, c2, c3, c4 = WIDTHS
        self.s0 = nn.Sequential(convolution(3, 24, 3, 2), convolution(24, 32))
        self.s1 = nn.Sequential(convolution(32, c1, 3, 2), Residual(c1))
        self.s2 = nn.Sequential(convolution(c1, c2, 3, 2), Residual(c2), Residual(c2))
        self.s3 = nn.Sequential(convolution(c2, c3, 3, 2), Residual(c3), Residual(c3))
        self.s4 = nn.Sequential(convolution(c3, c4, 3, 2), Residual(c4), Residual(c4), Context(c4))
        self.l4 = nn.Conv2d(c4, c3, 1)
        self.l3 = nn.Conv2d(c3, c3, 1)
        self.m3 = convolution(c3, c2)
        self.l2 = nn.Conv2d(c2, c2, 1)
        self.m2 = convolution(c2, 64)
        self.l1 = nn.Conv2d(c1, 64, 1)
        self.m1 = nn.Sequential(convolution(64, 64), nn.Conv2d(64, SEMANTIC, 1))
        self.hi = nn.Conv2d(32, EDGE, 1)

    def forward(self, x: Tensor) -> Tensor:
        semantic, edge = self.parts(x)
        return torch.cat([semantic, F.pixel_unshuffle(edge, 2)], 1)

    def parts(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The embedding before it is folded into one tensor: [N, 128, S/4, S/4] and [N, 32, S/2, S/2]."""
        # Every window is normalised by itself; the 4 keeps empty windows from becoming amplified noise.
        grey = x.mean(1, keepdim=True)
        mean = grey.mean((2, 3), keepdim=True)
        deviation = ((grey - mean) ** 2).mean((2, 3), keepdim=True).sqrt()
        x = (x - mean) / (deviation + 4.0)
        half = self.s0(x)
        quarter = self.s1(half)
        eighth = self.s2(quarter)
        sixteenth = self.s3(eighth)
        deepest = self.s4(sixteenth)
        p = self.m3(self.l3(sixteenth) + doubled(self.l4(deepest)))
        p = self.m2(self.l2(eighth) + doubled(p))
        p = self.m1(self.l1(quarter) + doubled(p))
        return p, self.hi(half)


class Decoder(nn.Module):
    """Draws the prompts as images on the embedding's grid and fuses both in a small U-Net."""

    def __init__(self, tokens: int = TOKENS):
        super().__init__()
        self.t = tokens
        self.pin = nn.Sequential(nn.Conv2d(PROMPT_MAPS, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 64, 1))
        self.fuse = convolution(SEMANTIC + 64, 64, 1)
        self.d1 = convolution(64, 64)
        self.d2 = nn.Sequential(convolution(64, 96, 3, 2), Residual(96))
        self.d3 = nn.Sequential(convolution(96, 144, 3, 2), Residual(144))
        self.d4 = nn.Sequential(convolution(144, 192, 3, 2), Residual(192), Context(192))
        self.u3 = nn.Conv2d(192, 144, 1)
        self.c3 = convolution(144, 96)
        self.c2 = convolution(96, 64)
        self.c1 = convolution(64, 64)
        self.up = nn.Sequential(convolution(64 + EDGE + PROMPT_MAPS, 32, 1), convolution(32, 32))
        self.out = nn.Conv2d(32, tokens, 1)
        self.iou = nn.Sequential(nn.Linear(192, 128), nn.ReLU(), nn.Linear(128, tokens + 1))

    def maps(self, coords: Tensor, labels: Tensor, mask: Tensor, has_mask: Tensor, side: int, grid: int) -> Tensor:
        """Prompts as images [N, 10, grid, grid]; for the arguments see forward."""
        centres = (torch.arange(grid, device=coords.device, dtype=coords.dtype) + 0.5) * (side / grid)
        xs, ys = centres[None, None, None, :], centres[None, None, :, None]
        label = labels[:, :, None, None]
        x, y = coords[:, :, 0][:, :, None, None], coords[:, :, 1][:, :, None, None]
        reach = side / 24.0
        near = torch.exp(-((xs - x) ** 2 + (ys - y) ** 2) / (reach * reach))
        one = near.dtype
        positive = ((label == 1).to(one) * near).amax(1, keepdim=True)
        negative = ((label == 0).to(one) * near).amax(1, keepdim=True)
        first, second = (label == 2).to(one), (label == 3).to(one)
        has_box = first.amax(1, keepdim=True)
        x0, y0 = (first * x).sum(1, keepdim=True), (first * y).sum(1, keepdim=True)
        x1 = (second * x).sum(1, keepdim=True) + (1 - has_box) * side
        y1 = (second * y).sum(1, keepdim=True) + (1 - has_box) * side
        width, height = (x1 - x0).clamp(min=1.0), (y1 - y0).clamp(min=1.0)
        zero = torch.zeros_like(near[:, :1])
        u = (xs - x0) / width * 2 - 1 + zero  # -1…1 from the box's left to its right edge
        v = (ys - y0) / height * 2 - 1 + zero
        outside = torch.maximum(u.abs(), v.abs()) - 1
        inside = torch.sigmoid(-outside * torch.minimum(width, height) / (side / grid) * 1.5)
        mask = F.interpolate(mask, size=(grid, grid), mode='bilinear', align_corners=False)
        has = has_mask.reshape(-1, 1, 1, 1)
        mask = torch.tanh(mask / 4) * has
        return torch.cat([positive, negative, inside * has_box, u.clamp(-2, 2) * has_box, v.clamp(-2, 2) * has_box,
                          outside.clamp(-1, 2) * has_box, has_box + zero, mask, mask.clamp(min=0), has + zero], 1)

    def forward(self, embedding: Tensor, coords: Tensor, labels: Tensor, mask: Tensor, has_mask: Tensor,
                side: int) -> tuple[Tensor, Tensor, Tensor]:
        """
        embedding [N, 256, S/4, S/4]; coords [N, P, 2] as x, y in pixels of the window; labels [N, P]: 1 on the object,
        0 off it, 2 and 3 corners of a box, -1 nothing; mask [N, 1, M, M] logits; has_mask [N] 0 or 1; side S.
        Returns logits [N, tokens, S, S], predicted IoU [N, tokens] 0…1, and the logit [N] that the object is there.
        """
        edge = F.pixel_shuffle(embedding[:, SEMANTIC:], 2)
        return self.answer(embedding[:, :SEMANTIC], edge, coords, labels, mask, has_mask, side)

    def answer(self, semantic: Tensor, edge: Tensor, coords: Tensor, labels: Tensor, mask: Tensor, has_mask: Tensor,
               side: int) -> tuple[Tensor, Tensor, Tensor]:
        """What forward returns, for the two parts of an embedding as Encoder.parts gives them."""
        prompts = self.maps(coords, labels, mask, has_mask, side, semantic.shape[-1]).to(edge.dtype)
        x = self.d1(self.fuse(torch.cat([semantic, self.pin(prompts)], 1)))
        a = self.d2(x)
        b = self.d3(a)
        c = self.d4(b)
        z = self.c3(b + doubled(self.u3(c)))
        z = self.c2(a + doubled(z))
        z = self.c1(x + doubled(z))
        z = self.out(self.up(torch.cat([doubled(z), edge, doubled(prompts)], 1)))
        scores = self.iou(c.mean((2, 3)))
        return doubled(z), torch.sigmoid(scores[:, :self.t]), scores[:, self.t]


class Network(nn.Module):
    """Encoder and decoder together, as they are trained."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.decoder = Decoder()

    def forward(self, image: Tensor, coords: Tensor, labels: Tensor, mask: Tensor,
                has_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """One prompt per window; image [N, 3, S, S], the rest and the answers as in Decoder.forward."""
        return self.decoder.answer(*self.encoder.parts(image), coords, labels, mask, has_mask, image.shape[-1])
