package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.study.Strategy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lineage while it is planned: equal steps that grow from one step are one step. */
final class Sprout {
  private final StepKey key;
  private final Optional<StepKey> parent;
  private final Step step;
  private final int shards;
  private final String model;
  private final Set<Strategy> serves = EnumSet.noneOf(Strategy.class);
  private final Map<StepKey, Sprout> next = new LinkedHashMap<>();

  private Sprout(Optional<StepKey> parent, Step step, int shards, String model) {
    this.key = StepKey.of(step, parent, shards);
    this.parent = parent;
    this.step = step;
    this.shards = shards;
    this.model = model;
  }

  /** Finds or plants the root {@code step} in {@code forest} on behalf of {@code strategy}. */
  static Sprout root(Map<StepKey, Sprout> forest, Step step, String model, Strategy strategy) {
    return planted(forest, new Sprout(Optional.empty(), step, 1, model), strategy);
  }

  /** Finds or grows the branch {@code step} on behalf of {@code strategy}. */
  Sprout grow(Step branch, int parts, String of, Strategy strategy) {
    return planted(next, new Sprout(Optional.of(key), branch, parts, of), strategy);
  }

  StepKey key() {
    return key;
  }

  Lineage lineage() {
    return Lineage.of(step, parent, shards, next.values().stream().map(Sprout::lineage).toList());
  }

  /**
   * All steps from here on, this one first.
   *
   * @param occasion what their titles end in
   */
  Stream<PlannedStep> steps(String occasion, Set<Strategy> all) {
    return Stream.concat(
        Stream.of(new PlannedStep(key, parent, step, shards, title(occasion, all))),
        next.values().stream().flatMap(branch -> branch.steps(occasion, all)));
  }

  private String title(String occasion, Set<Strategy> all) {
    String strategies =
        serves.equals(all)
            ? ""
            : serves.stream().map(Strategy::title).collect(Collectors.joining(" and ", "", ", "));
    return model + ", " + strategies + occasion;
  }

  private static Sprout planted(Map<StepKey, Sprout> among, Sprout fresh, Strategy strategy) {
    Sprout sprout = among.computeIfAbsent(fresh.key, absent -> fresh);
    sprout.serves.add(strategy);
    return sprout;
  }
}
