"""Loads with transformers the classifiers that WrittenCheckpointTest left, and compares answers.

    pip install torch transformers
    python loads_what_is_written.py ../../../target/written
"""

import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import GPTNeoXForSequenceClassification

CLOSE = 1e-4


def padded(rows, token):
    longest = max(map(len, rows))
    ids = [row + [token] * (longest - len(row)) for row in rows]
    mask = [[1] * len(row) + [0] * (longest - len(row)) for row in rows]
    return torch.tensor(ids), torch.tensor(mask)


def alone(model, row):
    """The answer to one row; where it ends in the padding token, pooled at its last token all the same."""
    states = model.gpt_neox(input_ids=torch.tensor([row])).last_hidden_state
    return model.score(states[:, -1])[0]


def check(folder):
    answers = json.loads((folder / "answers.json").read_text())
    model, report = GPTNeoXForSequenceClassification.from_pretrained(folder, output_loading_info=True)
    problems = {kind: found for kind, found in report.items() if found}
    assert not problems, f"{folder}: {problems}"
    model.eval()
    expected = torch.tensor(answers["logits"])
    one_by_one = torch.stack([alone(model, row) for row in answers["rows"]])
    ids, mask = padded(answers["rows"], model.config.pad_token_id)
    batched = model(input_ids=ids, attention_mask=mask).logits
    difference = max(float((each - expected).abs().max()) for each in (one_by_one, batched))
    assert difference < CLOSE, f"{folder}: logits differ by {difference}"
    print(f"{folder.name}: nothing missing, nothing unexpected, logits within {difference:.1e}")


if __name__ == "__main__":
    torch.set_grad_enabled(False)
    folders = sorted(path.parent for path in Path(sys.argv[1]).glob("*/answers.json"))
    assert folders, f"no folders with answers.json in {sys.argv[1]}"
    for each in folders:
        check(each)
