package io.heirloom.gateway.request;

import io.heirloom.lineage.study.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The dimensions for which a study file gives two values or more, with those values. */
final class Variation {
  private final Map<Dimension, List<?>> values = new LinkedHashMap<>();

  Variation(
      StudyRequest.Data data,
      List<String> weak,
      List<String> strong,
      Epochs epochs,
      StudyRequest.Lambda lambda,
      StudyRequest.Alpha alpha) {
    add(Dimension.ROWS, data.rows().stream().flatMapToInt(OptionalInt::stream).boxed().toList());
    add(Dimension.WEAK_MODEL, weak);
    add(Dimension.STRONG_MODEL, strong);
    add(Dimension.EPOCHS, epochs.common());
    add(Dimension.WEAK_EPOCHS, epochs.weak());
    add(Dimension.STRONG_EPOCHS, epochs.strong());
    add(Dimension.LAMBDA, lambda.together());
    add(Dimension.LAMBDA_WEAK, lambda.weak());
    add(Dimension.LAMBDA_WTS, lambda.wts());
    add(Dimension.LAMBDA_CEILING, lambda.ceiling());
    add(Dimension.ALPHA_MAX, alpha.max());
    add(Dimension.ALPHA_WARM_UP, alpha.warmUp());
  }

  Set<Dimension> dimensions() {
    return values.keySet();
  }

  /** The values of a dimension that varies, for people. */
  String valuesOf(Dimension dimension) {
    return values.get(dimension).toString();
  }

  /**
   * What a stage may sweep in place of a dimension; empty if it may sweep that.
   *
   * @return the end of a sentence that begins with "allowed:"
   */
  Optional<String> insteadOf(Dimension dimension) {
    if (values.containsKey(dimension)) {
      return Optional.empty();
    }
    List<Dimension> apart = dimension.parts().stream().filter(values::containsKey).toList();
    if (!apart.isEmpty()) {
      return Optional.of(titles(apart) + ": this file gives the weights apart");
    }
    if (values.containsKey(Dimension.LAMBDA) && Dimension.LAMBDA.parts().contains(dimension)) {
      return Optional.of("lambda: this file gives one weight for all three");
    }
    List<Dimension> others = values.keySet().stream().filter(Dimension::selectable).toList();
    return Optional.of(
        "a field for which this file gives two values or more: "
            + (others.isEmpty() ? "it gives none such" : titles(others)));
  }

  private void add(Dimension dimension, List<?> given) {
    if (given.size() > 1) {
      values.put(dimension, given);
    }
  }

  private static String titles(List<Dimension> dimensions) {
    return dimensions.stream().map(Dimension::title).collect(Collectors.joining(", "));
  }
}
