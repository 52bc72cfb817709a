"""What is exported is what the plugin runs."""
import json

import numpy as np
import onnx
import onnxruntime
import pytest
import torch

import export
import weights
from model import Network

EMBEDDED = export.EMBEDDED


@pytest.fixture(scope='module')
def exported(tmp_path_factory):
    network = weights.load_onnx(EMBEDDED / 'encoder.onnx', EMBEDDED / 'decoder.onnx')
    folder = tmp_path_factory.mktemp('exported')
    export.export(network, folder, name='again', display='Again', version='0')
    return folder


def answers(folder, side):
    """Masks, IoU and score for a box, and for a box with a mask and a point, on the same random window."""
    random = np.random.default_rng(0)
    image = random.uniform(0, 255, (1, 3, side, side)).astype(np.float32)
    encoder = onnxruntime.InferenceSession(folder / 'encoder.onnx')
    decoder = onnxruntime.InferenceSession(folder / 'decoder.onnx')
    embedding = encoder.run(None, {'image': image})[0]
    mask = np.full((2, 1, side, side), -6, np.float32)
    mask[:, :, 30:80, 30:70] = 6
    prompt = {'image_embeddings': embedding, 'mask_input': mask, 'has_mask_input': np.array([0, 1], np.float32),
              'point_coords': np.array([[[30, 30], [90, 100], [0, 0]], [[25, 28], [75, 85], [50, 60]]], np.float32),
              'point_labels': np.array([[2, 3, -1], [2, 3, 1]], np.float32)}
    return decoder.run(None, prompt)


@pytest.mark.parametrize('side', [128, 192])
def test_the_embedded_model_survives_reading_and_exporting(exported, side):
    for expected, actual in zip(answers(EMBEDDED, side), answers(exported, side)):
        assert expected.shape == actual.shape
        np.testing.assert_allclose(actual, expected, atol=1e-3)


@pytest.mark.parametrize('file', ['encoder.onnx', 'decoder.onnx'])
def test_tensors_and_metadata_are_those_of_the_embedded_model(exported, file):
    def contract(path):
        model = onnx.load(path)
        tensors = [[(t.name, t.type.tensor_type.elem_type, [d.dim_value or d.dim_param for d in
                     t.type.tensor_type.shape.dim]) for t in side] for side in (model.graph.input, model.graph.output)]
        keys = {p.key for p in model.metadata_props}
        return tensors, keys, model.opset_import[0].version
    assert contract(exported / file) == contract(EMBEDDED / file)


def test_both_files_are_small_and_described_by_their_hashes(exported):
    descriptor = json.loads((exported / 'descriptor.json').read_text())
    assert sum(f['bytes'] for f in descriptor['files']) < 16_000_000
    assert descriptor['id'] == 'again'
    assert {f['role']: f['path'] for f in descriptor['files']} == {'encoder': 'encoder.onnx', 'decoder': 'decoder.onnx'}


def test_renewed_norms_change_the_size_of_filters_and_not_what_is_computed():
    network, _ = weights.load_described(EMBEDDED / 'descriptor.json')
    image = 255 * torch.rand((2, 3, 64, 64), generator=torch.Generator().manual_seed(0))
    box = (torch.tensor([[[15.0, 15.0], [40.0, 40.0]]] * 2), torch.tensor([[2.0, 3.0]] * 2), torch.zeros(2, 1, 64, 64),
           torch.zeros(2))
    with torch.no_grad():
        expected = network(image, *box)
        weights.renew_norms(network, lambda: network(image, *box))
        renewed = network(image, *box)
        with_statistics_of_batches = network.train()(image, *box)
    for answer in (renewed, with_statistics_of_batches):
        for one, other in zip(expected, answer):
            torch.testing.assert_close(one, other, atol=1e-3, rtol=1e-3)
    filters = network.encoder.m3[0].weight
    torch.testing.assert_close((filters ** 2).mean((1, 2, 3)).sqrt(), torch.full((len(filters),), weights.FILTER_SIZE))


def test_a_blended_network_lies_between_two_and_has_statistics_of_its_own():
    torch.manual_seed(0)
    start, end = Network(), Network()
    seen = {}

    def run(network):
        network.encoder.s0[0][1].register_forward_hook(lambda norm, inputs, _: seen.update(mean=inputs[0].mean((0, 2, 3))))
        network.encoder(255 * torch.rand(2, 3, 64, 64))
    blended = weights.blended(start, end, 0.25, run)
    for first, mean, last in zip(start.parameters(), blended.parameters(), end.parameters()):
        torch.testing.assert_close(mean, 0.25 * first + 0.75 * last)
    torch.testing.assert_close(blended.encoder.s0[0][1].running_mean, seen['mean'])


def test_a_file_of_another_model_is_refused(exported):
    with pytest.raises(ValueError, match='another model'):
        weights.load_onnx(exported / 'decoder.onnx', exported / 'encoder.onnx')
