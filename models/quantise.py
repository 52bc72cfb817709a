#!/usr/bin/env python3
"""Makes a model faster: computes its encoder in 8-bit whole numbers. The decoder stays as it is, since
it takes little time and its errors would be seen at once (models.md D2).

Usage (pip install numpy onnx onnxruntime tifffile):
    python models/quantise.py MODEL.json STACK.tif FOLDER [--slices N]

MODEL.json  the model's descriptor, with its files; 'volume-sam models add ENCODER.onnx DECODER.onnx --id ID' writes
            one and says where.
STACK.tif   images of the kind that the model will be used on, from which the range of every tensor
            is learned; N slices of it (default 8), spread evenly.
FOLDER      gets the encoder, copies of the other files, and a descriptor: --model FOLDER/MODEL-int8.json

Convolutions and matrix products get weights of 8 bits, with a scale for each output channel, and
inputs of 8 bits, with one scale each. 'mvn -q -Pbench -Dbench=int8' compares the result with the original.
"""
import argparse
import hashlib
import json
import os
import shutil
import tempfile

import numpy as np
import onnxruntime
import tifffile
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static


def resample(image, height, width):
    """Bilinear, with half-pixel centres; averages first where the image is reduced."""
    for axis, size in ((0, height), (1, width)):
        length = image.shape[axis]
        if length >= 2 * size:
            edges = np.linspace(0, length, size + 1).astype(int)
            image = np.add.reduceat(image, edges[:-1], axis) / np.expand_dims(np.diff(edges), 1 - axis)
            continue
        at = np.clip((np.arange(size) + 0.5) * length / size - 0.5, 0, length - 1)
        low = np.floor(at).astype(int)
        part = np.expand_dims(at - low, 1 - axis)
        image = np.take(image, low, axis) * (1 - part) + np.take(image, np.minimum(low + 1, length - 1), axis) * part
    return image


def grey(stack):
    """Values 0..255 between the percentiles 0.5 and 99.5 of the whole stack."""
    low, high = np.percentile(stack, [0.5, 99.5])
    return np.clip((stack - low) / max(high - low, 1e-8), 0, 1) * 255


def normalised(image, norm):
    """Three channels, as the descriptor's 'norm' says."""
    kind = norm['kind']
    if kind == 'meanStd':
        mean, std = np.array(norm['mean']), np.array(norm['std'])
        return (image[..., None] - mean) / std
    if kind == 'minMax01':
        image = (image - image.min()) / max(image.max() - image.min(), 1e-8)
    elif kind == 'unit':
        image = image / 255
    elif kind == 'halfHalf':
        image = image / 127.5 - 1
    elif kind != 'inGraph':
        raise SystemExit("quantise.py does not know the normalisation '%s'." % kind)
    return np.repeat(image[..., None], 3, -1)


class Images(CalibrationDataReader):
    """Slices as the encoder wants them: whole, or windows of them for a model of windows."""

    def __init__(self, descriptor, stack, count, tensor):
        self.encoder, self.tensor = descriptor['encoder'], tensor
        stack = grey(stack.astype(np.float32))
        random = np.random.default_rng(0)
        images = [stack[int((i + 0.5) * len(stack) / count)] for i in range(min(count, len(stack)))]
        if descriptor['window']['kind'] == 'object':
            images = [self.window(image, random) for image in images for _ in range(4)]
        self.images = iter(images)

    @staticmethod
    def window(image, random):
        """A square of a size at which objects are looked at."""
        side = int(min(image.shape) * random.uniform(0.15, 1))
        y, x = (random.integers(0, extent - side + 1) for extent in image.shape)
        return image[y:y + side, x:x + side]

    def get_next(self):
        image = next(self.images, None)
        if image is None:
            return None
        size, (height, width) = self.encoder['size'], image.shape
        if self.encoder['resize'] == 'stretch':
            height = width = size
        else:
            scale = size / max(height, width)
            height, width = int(height * scale + 0.5), int(width * scale + 0.5)
        pixels = normalised(resample(image, height, width), self.encoder['norm'])
        if self.encoder['padding'] == 'bottomRight':
            pixels = np.pad(pixels, ((0, size - height), (0, size - width), (0, 0)))
        layout = self.encoder['layout']
        if layout in ('NCHW', 'CHW'):
            pixels = pixels.transpose(2, 0, 1)
        if layout[0] == 'N':
            pixels = pixels[None]
        kind = np.uint8 if 'uint8' in self.tensor.type else np.float32
        return {self.encoder['input']: np.ascontiguousarray(pixels.astype(kind))}


def session(path, optimised=None):
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if optimised:
        # Weights that are stored in another form become plain ones, and batch norms part of convolutions.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.optimized_model_filepath = optimised
    return onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])


def quantise(descriptor, source, target, stack, count):
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, 'plain.onnx')
        tensor = {t.name: t for t in session(source, plain).get_inputs()}[descriptor['encoder']['input']]
        quantize_static(plain, target, Images(descriptor, stack, count, tensor), quant_format=QuantFormat.QDQ,
                        op_types_to_quantize=['Conv', 'MatMul', 'Gemm'], per_channel=True, reduce_range=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('model')
    parser.add_argument('stack')
    parser.add_argument('folder')
    parser.add_argument('--slices', type=int, default=8)
    arguments = parser.parse_args()
    with open(arguments.model) as file:
        descriptor = json.load(file)
    if not any(file['role'] == 'encoder' for file in descriptor['files']):
        raise SystemExit('%s names no encoder file; use the descriptor.json that "volume-sam models add" writes.'
                         % arguments.model)
    stack = tifffile.imread(arguments.stack)
    if stack.ndim == 2:
        stack = stack[None]
    if stack.ndim != 3:
        raise SystemExit('%s has the axes %s; a stack of grey slices is needed.' % (arguments.stack, stack.shape))
    home = os.path.dirname(arguments.model)
    os.makedirs(arguments.folder, exist_ok=True)
    for file in descriptor['files']:
        source = os.path.join(home, file['path'])
        if file['role'] == 'encoder':
            file['path'] = os.path.splitext(os.path.basename(source))[0] + '-int8.onnx'
            quantise(descriptor, source, os.path.join(arguments.folder, file['path']), stack, arguments.slices)
        else:
            file['path'] = os.path.basename(source)
            shutil.copyfile(source, os.path.join(arguments.folder, file['path']))
        with open(os.path.join(arguments.folder, file['path']), 'rb') as made:
            content = made.read()
        file['sha256'], file['bytes'] = hashlib.sha256(content).hexdigest(), len(content)
    descriptor['id'] += '-int8'
    descriptor['displayName'] += ', 8-bit encoder'
    name = os.path.splitext(os.path.basename(arguments.model))[0] + '-int8.json'
    with open(os.path.join(arguments.folder, name), 'w') as file:
        json.dump(descriptor, file, indent=2)
        file.write('\n')
    print(os.path.join(arguments.folder, name))


if __name__ == '__main__':
    main()
