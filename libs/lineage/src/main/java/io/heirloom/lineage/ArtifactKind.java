package io.heirloom.lineage;

/** What an artifact is. */
public enum ArtifactKind {
  /** A model in the hub's layout: config.json, model.safetensors, tokenizer.json. */
  CHECKPOINT,
  /** A weak model's labels for held-out rows, or a shard of them. */
  WEAK_LABELS,
  /** A model's answers on test rows with the metrics they give, or a shard of them. */
  EVALUATION
}
