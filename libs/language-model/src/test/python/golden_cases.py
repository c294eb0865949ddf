"""Makes the golden cases of GoldenCasesTest: tiny GPT-NeoX models and what transformers answers.

    pip install torch transformers safetensors
    python golden_cases.py ../resources/io/heirloom/languagemodel/gptneox/cases

Each case is a folder in the hub's layout with an expected.json beside it. All answers are computed
in float32 from the files as they were written, and only values at real tokens count.
"""

import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
from safetensors.torch import load_file, save_file
from transformers import GPTNeoXConfig, GPTNeoXForCausalLM, GPTNeoXForSequenceClassification

PAD = 1
SIZES = {
    "vocab_size": 29,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 24,
    "max_position_embeddings": 32,
}
LENGTHS = [7, 3, 5]


def digits(value):
    """Numbers with as many digits as float32 has."""
    if isinstance(value, torch.Tensor):
        value = value.tolist()
    if isinstance(value, list):
        return [digits(each) for each in value]
    return float(f"{value:.8g}")


def write_json(path, content):
    path.write_text(json.dumps(content) + "\n", encoding="utf-8")


def model_with_strong_weights(kind, seed, **fields):
    """Weights large enough that every part matters; norms and biases that are not 1 and 0."""
    torch.manual_seed(seed)
    model = kind(GPTNeoXConfig(**SIZES, **fields)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() == 1:
                parameter.add_(0.2 * torch.randn_like(parameter))
            else:
                parameter.normal_(0, 0.35)
    return model


def old_config(folder, **changed):
    """Rewrites config.json as transformers 4 wrote it."""
    path = folder / "config.json"
    config = json.loads(path.read_text())
    rotary = config.pop("rope_parameters")
    config["rotary_pct"] = rotary["partial_rotary_factor"]
    config["rotary_emb_base"] = int(rotary["rope_theta"])
    config["rope_scaling"] = None
    config["torch_dtype"] = config.pop("dtype")
    config["transformers_version"] = "4.35.2"
    config.pop("is_decoder", None)
    config.update(changed)
    write_json(path, config)


def with_old_buffers(tensors, layers, dtype):
    """What versions before 4.31 stored beside the weights."""
    size = SIZES["max_position_embeddings"]
    mask = torch.tril(torch.ones(size, size, dtype=torch.bool)).view(1, 1, size, size)
    for layer in range(layers):
        attention = f"gpt_neox.layers.{layer}.attention."
        tensors[attention + "bias"] = mask.clone()
        tensors[attention + "masked_bias"] = torch.tensor(-1e9 if dtype == torch.float32 else -6e4, dtype=dtype)
        tensors[attention + "rotary_emb.inv_freq"] = torch.full([1], 7.0, dtype=dtype)
    return tensors


def save_tensors(path, tensors):
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path, {"format": "pt"})


def save_shards(folder, tensors, shards):
    names = sorted(tensors)
    weight_map = {}
    for shard in range(shards):
        file = f"model-{shard + 1:05d}-of-{shards:05d}.safetensors"
        part = names[shard::shards]
        save_tensors(folder / file, {name: tensors[name] for name in part})
        weight_map.update(dict.fromkeys(part, file))
    size = sum(tensor.numel() * tensor.element_size() for tensor in tensors.values())
    index = {"metadata": {"total_size": size}, "weight_map": dict(sorted(weight_map.items()))}
    write_json(folder / "model.safetensors.index.json", index)


def batch(seed):
    generator = torch.Generator().manual_seed(seed)
    ids = torch.full([len(LENGTHS), max(LENGTHS)], PAD)
    mask = torch.zeros_like(ids)
    for row, length in enumerate(LENGTHS):
        ids[row, :length] = torch.randint(2, SIZES["vocab_size"], [length], generator=generator)
        mask[row, :length] = 1
    return ids, mask


def singles(ids, mask):
    return [row[: int(real.sum())].unsqueeze(0) for row, real in zip(ids, mask)]


def common(ids, mask):
    return {
        "input_ids": ids.tolist(),
        "attention_mask": mask.tolist(),
        "pad_token_id": PAD,
        "note": "compare only positions with mask 1",
        "made_with": {"torch": torch.__version__, "transformers": transformers.__version__},
    }


def language_model_answers(model, ids, mask):
    body = model.gpt_neox(input_ids=ids, attention_mask=mask)
    logits = model(input_ids=ids, attention_mask=mask).logits
    losses = torch.nn.functional.cross_entropy(
        logits[:, :-1].reshape(-1, logits.size(-1)), ids[:, 1:].reshape(-1), reduction="none"
    ).view(len(ids), -1) * mask[:, 1:]
    sums, counts = losses.sum(1), mask[:, 1:].sum(1)
    return common(ids, mask) | {
        "last_hidden_state": digits(body.last_hidden_state),
        "lm_logits": digits(logits),
        "lm_loss_mean_over_tokens": digits(sums.sum() / counts.sum()),
        "lm_loss_sum_over_tokens": digits(sums.sum()),
        "lm_loss_per_sequence_sum": digits(sums),
        "lm_loss_per_sequence_mean": digits(sums / counts),
        "lm_loss_tokens_counted": int(counts.sum()),
        "mean_of_per_sequence_means": digits((sums / counts).mean()),
        "greedy_20_no_eos": [greedy(model, row) for row in singles(ids, mask)],
        "greedy_with_eos": greedy_with_end(model, singles(ids, mask)[0]),
    }


def greedy(model, prompt, steps=20):
    row, margins = prompt, []
    for _ in range(steps):
        best = model(input_ids=row).logits[0, -1].topk(2)
        margins.append(float(best.values[0] - best.values[1]))
        row = torch.cat([row, best.indices[:1].view(1, 1)], 1)
    return {
        "prompt": prompt[0].tolist(),
        "continuation": row[0, prompt.size(1) :].tolist(),
        "min_top1_top2_margin": min(margins),
    }


def greedy_with_end(model, prompt):
    continuation = greedy(model, prompt)["continuation"]
    end = continuation[5]
    return {
        "prompt": prompt[0].tolist(),
        "eos_token_id": end,
        "continuation_including_eos": continuation[: continuation.index(end) + 1],
    }


def classifier_answers(model, ids, mask, seed):
    logits = model(input_ids=ids, attention_mask=mask).logits
    classes = logits.size(1)
    generator = torch.Generator().manual_seed(seed)
    labels = torch.randint(classes, [len(ids)], generator=generator)
    soft = torch.softmax(torch.randn(len(ids), classes, generator=generator), 1)
    cross_entropy = torch.nn.functional.cross_entropy
    return common(ids, mask) | {
        "logits": digits(logits),
        "logits_single_rows": digits(torch.cat([model(input_ids=row).logits for row in singles(ids, mask)])),
        "last_hidden_state": digits(model.gpt_neox(input_ids=ids, attention_mask=mask).last_hidden_state),
        "embedding_noise": noise(model, ids, mask, generator),
        "ce_hard": {"labels": labels.tolist(), "loss": digits(cross_entropy(logits, labels))},
        "ce_soft": {"labels": digits(soft), "loss": digits(cross_entropy(logits, soft))},
    }


def noise(model, ids, mask, generator):
    embeddings = model.gpt_neox.embed_in(ids)
    normal = torch.randn(embeddings.shape, generator=generator)
    last = mask.sum(1) - 1
    cases = []
    for deviation in [0.002, 0.5]:
        noisy = embeddings + deviation * normal
        states = model.gpt_neox(inputs_embeds=noisy, attention_mask=mask).last_hidden_state
        pooled = model.score(states[torch.arange(len(ids)), last])
        cases.append({"std": deviation, "logits": digits(pooled)})
    return {"standard_normal_z": digits(normal), "cases": cases}


def language_model(folder, seed):
    model = GPTNeoXForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    write_json(folder / "expected.json", language_model_answers(model, *batch(seed)))


def classifier(folder, seed):
    model = GPTNeoXForSequenceClassification.from_pretrained(folder, dtype=torch.float32).eval()
    write_json(folder / "expected.json", classifier_answers(model, *batch(seed), seed))


def sequential_as_version_5_writes_it(folder):
    rotary = {"rope_type": "default", "rope_theta": 500.0, "partial_rotary_factor": 1.0}
    model_with_strong_weights(
        GPTNeoXForCausalLM, 11, use_parallel_residual=False, rope_parameters=rotary, pad_token_id=PAD
    ).save_pretrained(folder)
    language_model(folder, 12)


def tied_as_version_4_wrote_it(folder):
    model_with_strong_weights(
        GPTNeoXForCausalLM, 21, tie_word_embeddings=True, hidden_act="gelu_new", attention_bias=False,
        layer_norm_eps=1e-2, eos_token_id=0,
    ).save_pretrained(folder)
    old_config(folder)
    language_model(folder, 22)


def half_in_shards_with_old_buffers(folder):
    model = model_with_strong_weights(GPTNeoXForCausalLM, 31, eos_token_id=0).half()
    model.save_pretrained(folder)
    tensors = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    save_shards(folder, with_old_buffers(tensors, SIZES["num_hidden_layers"], torch.float16), 3)
    old_config(folder)
    language_model(folder, 32)


def three_named_classes_and_an_odd_rotary_share(folder):
    rotary = {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.4}
    model_with_strong_weights(
        GPTNeoXForSequenceClassification, 41, rope_parameters=rotary, hidden_act="gelu_fast",
        use_parallel_residual=False, pad_token_id=PAD,
        id2label={0: "contradiction", 1: "neutral", 2: "entailment"},
        label2id={"contradiction": 0, "neutral": 1, "entailment": 2},
    ).save_pretrained(folder)
    classifier(folder, 42)


def brain_floats_without_prefix(folder):
    model_with_strong_weights(
        GPTNeoXForSequenceClassification, 51, attention_bias=False, pad_token_id=PAD, eos_token_id=[0, 2]
    ).bfloat16().save_pretrained(folder)
    tensors = load_file(folder / "model.safetensors")
    save_tensors(
        folder / "model.safetensors",
        {name.removeprefix("gpt_neox."): tensor for name, tensor in tensors.items()},
    )
    classifier(folder, 52)


CASES = {
    "neox-sequential-v5": sequential_as_version_5_writes_it,
    "neox-tied-v4": tied_as_version_4_wrote_it,
    "neox-half-in-shards": half_in_shards_with_old_buffers,
    "neox-three-classes": three_named_classes_and_an_odd_rotary_share,
    "neox-bare-bfloat16": brain_floats_without_prefix,
}


def main(target):
    torch.set_grad_enabled(False)
    for name, make in CASES.items():
        folder = Path(target) / name
        folder.mkdir(parents=True, exist_ok=True)
        make(folder)
        (folder / "generation_config.json").unlink(missing_ok=True)


if __name__ == "__main__":
    main(sys.argv[1])
