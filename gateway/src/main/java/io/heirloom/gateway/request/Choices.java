package io.heirloom.gateway.request;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.WtsObjective;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of a study file that stand for one of a few values. */
final class Choices {
  /** {@code no-tft}, {@code weak-tft}, {@code weak+wts-tft}. */
  static final Map<String, Strategy> STRATEGIES = named(Strategy.values(), Strategy::title);

  /** {@code wts-naive}, {@code wts-aux}. */
  static final Map<String, WtsObjective> OBJECTIVES =
      named(WtsObjective.values(), WtsObjective::title);

  /** {@code soft}, {@code hard}. */
  static final Map<String, Label.Form> LABELS = named(Label.Form.values(), Label.Form::name);

  /** {@code linear}, {@code cosine}, {@code constant}. */
  static final Map<String, TrainingSettings.Schedule> SCHEDULES =
      named(TrainingSettings.Schedule.values(), TrainingSettings.Schedule::name);

  /** {@code shuffled}, {@code by-length}. */
  static final Map<String, TrainingSettings.Batches> BATCHES =
      named(TrainingSettings.Batches.values(), TrainingSettings.Batches::name);

  /** {@code float32}, {@code bfloat16}. */
  static final Map<String, TrainingSettings.Precision> PRECISIONS =
      named(TrainingSettings.Precision.values(), TrainingSettings.Precision::name);

  private Choices() {}

  private static <T> Map<String, T> named(T[] values, Function<T, String> title) {
    Map<String, T> named = new LinkedHashMap<>();
    Arrays.stream(values)
        .forEach(
            value ->
                named.put(
                    title.apply(value).toLowerCase(Locale.ROOT).replaceAll("[ _]", "-"), value));
    return Collections.unmodifiableMap(named);
  }
}
