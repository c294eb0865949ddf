package io.heirloom.gateway.plan;

import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.step.Lineage;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.study.Strategy;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A lineage while it is planned: equal steps that grow from one step are one step. */
final class Sprout {
  private final StepKey key;
  private final Optional<StepKey> parent;
  private final Step step;
  private final ModelSource source;
  private final int shards;
  private final String model;
  private final Occasion occasion;
  private final Set<Strategy> serves = EnumSet.noneOf(Strategy.class);
  private final Map<String, Object> settings;
  private final Map<StepKey, Sprout> next = new LinkedHashMap<>();

  private Sprout(
      Optional<StepKey> parent,
      Step step,
      ModelSource source,
      int shards,
      String model,
      Occasion occasion) {
    this.key = StepKey.of(step, parent, shards);
    this.parent = parent;
    this.step = step;
    this.source = source;
    this.shards = shards;
    this.model = model;
    this.occasion = occasion;
    this.settings = new LinkedHashMap<>(occasion.settings());
  }

  /**
   * On whose behalf a step is planned.
   *
   * @param settings where the study varies them, by name
   * @param part title of the part of the task; may be empty
   */
  record Occasion(Strategy strategy, Map<String, Object> settings, String part, long seed) {}

  /**
   * Finds or plants the root {@code step} in {@code forest}.
   *
   * @param source where the training of the model starts from
   */
  static Sprout root(
      Map<StepKey, Sprout> forest, Step step, ModelSource source, String model, Occasion occasion) {
    return planted(
        forest, new Sprout(Optional.empty(), step, source, 1, model, occasion), occasion);
  }

  /** Finds or grows the branch {@code step}. */
  Sprout grow(Step branch, int parts, String of, Occasion on) {
    ModelSource ofBranch = branch instanceof TrainStrong training ? training.model() : source;
    return planted(next, new Sprout(Optional.of(key), branch, ofBranch, parts, of, on), on);
  }

  StepKey key() {
    return key;
  }

  Lineage lineage() {
    return new Lineage(key, step, shards, next.values().stream().map(Sprout::lineage).toList());
  }

  /**
   * All steps from here on, this one first.
   *
   * @param all the strategies of the study
   */
  Stream<PlannedStep> steps(Set<Strategy> all) {
    return Stream.concat(
        Stream.of(new PlannedStep(key, parent, step, source, shards, title(all))),
        next.values().stream().flatMap(branch -> branch.steps(all)));
  }

  /** What tells it from other steps: all that is the same for all it serves. */
  private String title(Set<Strategy> all) {
    StringJoiner title = new StringJoiner(", ").add(model);
    if (!serves.equals(all)) {
      title.add(serves.stream().map(Strategy::title).collect(Collectors.joining(" and ")));
    }
    settings.forEach((name, value) -> title.add(name + " " + plain(value)));
    if (!occasion.part().isEmpty()) {
      title.add(occasion.part());
    }
    return title.add("seed " + occasion.seed()).toString();
  }

  private static String plain(Object value) {
    return value instanceof Double number && number == Math.rint(number)
        ? Long.toString(number.longValue())
        : value.toString();
  }

  private static Sprout planted(Map<StepKey, Sprout> among, Sprout fresh, Occasion occasion) {
    Sprout sprout = among.computeIfAbsent(fresh.key, absent -> fresh);
    sprout.serves.add(occasion.strategy());
    sprout
        .settings
        .entrySet()
        .removeIf(setting -> !setting.getValue().equals(occasion.settings().get(setting.getKey())));
    return sprout;
  }
}
