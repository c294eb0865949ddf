package io.heirloom.lineage;

import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.step.Step;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names a step by all that determines its result: operation, settings, seed, the key of its input
 * and the version of the recipe. Known when the study is planned; two steps with one key have one
 * result.
 *
 * @param digest SHA-256 of the canonical form of all that
 */
public record StepKey(Digest digest) {
  /** Raise when a recipe changes so that the same settings give another result. */
  public static final int RECIPE = 3;

  /**
   * The key of a step.
   *
   * @param input key of the step whose result it starts from; empty at a root
   * @param shards into how many parts its rows are cut: rows that are worked on together round
   *     together, so another cut may give other last bits
   */
  public static StepKey of(Step step, Optional<StepKey> input, int shards) {
    TreeMap<String, Object> determining = new TreeMap<>();
    determining.put("recipe", RECIPE);
    determining.put("operation", step.operation());
    determining.put("step", step);
    determining.put("shards", shards);
    input.ifPresent(key -> determining.put("input", key));
    return new StepKey(Digest.of(LineageJson.write(determining)));
  }

  /** The key of one shard of this step's result. */
  public StepKey ofShard(Shard shard) {
    return new StepKey(
        Digest.of(digest.hex() + "/shard/" + shard.index() + "/of/" + shard.count()));
  }

  /** Reads what {@link #toString()} wrote. */
  public static StepKey parse(String hex) {
    return new StepKey(new Digest(hex));
  }

  @Override
  public String toString() {
    return digest.hex();
  }
}
