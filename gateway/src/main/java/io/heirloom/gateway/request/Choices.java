package io.heirloom.gateway.request;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.WtsObjective;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of a study file that stand for one of a few values. */
final class Choices {
  /** {@code no-tft}, {@code weak-tft}, {@code weak+wts-tft}. */
  static final Map<String, Strategy> STRATEGIES =
      named(Strategy.values(), strategy -> kebab(strategy.title()));

  /** {@code wts-naive}, {@code wts-aux}. */
  static final Map<String, WtsObjective> OBJECTIVES =
      named(WtsObjective.values(), objective -> kebab(objective.title()));

  /** {@code soft}, {@code hard}. */
  static final Map<String, Label.Form> LABELS = named(Label.Form.values());

  /** {@code linear}, {@code cosine}, {@code constant}. */
  static final Map<String, TrainingSettings.Schedule> SCHEDULES =
      named(TrainingSettings.Schedule.values());

  /** {@code shuffled}, {@code by-length}. */
  static final Map<String, TrainingSettings.Batches> BATCHES =
      named(TrainingSettings.Batches.values());

  /** {@code float32}, {@code bfloat16}. */
  static final Map<String, TrainingSettings.Precision> PRECISIONS =
      named(TrainingSettings.Precision.values());

  /** {@code linear}, {@code log}. */
  static final Map<String, Spacing> SCALES = named(Spacing.values());

  /** {@code knee}, {@code best-trust}, {@code weighted}. */
  static final Map<String, SelectionRule> RULES = named(SelectionRule.values());

  /** {@code lambda}, {@code lambda.weak}, {@code alpha.max} …: what a stage may sweep. */
  static final Map<String, Dimension> SWEPT =
      named(
          Arrays.stream(Dimension.values()).filter(Dimension::selectable).toArray(Dimension[]::new),
          Dimension::title);

  private Choices() {}

  /** The word for a value. */
  static <T> String name(T value, Map<String, T> choices) {
    return choices.entrySet().stream()
        .filter(choice -> choice.getValue().equals(value))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** The words for some values. */
  static <T> List<String> names(List<T> values, Map<String, T> choices) {
    return values.stream().map(value -> name(value, choices)).toList();
  }

  private static <T extends Enum<T>> Map<String, T> named(T[] values) {
    return named(values, value -> kebab(value.name()));
  }

  private static <T> Map<String, T> named(T[] values, Function<T, String> word) {
    Map<String, T> named = new LinkedHashMap<>();
    for (T value : values) {
      named.put(word.apply(value), value);
    }
    return Collections.unmodifiableMap(named);
  }

  private static String kebab(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-");
  }
}
