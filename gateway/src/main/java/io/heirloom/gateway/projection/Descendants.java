package io.heirloom.gateway.projection;

import io.heirloom.gateway.study.StepEntity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps that start, at one or more removes, from the result of a step. */
final class Descendants {
  private Descendants() {}

  /** Those of {@code ancestor} among {@code steps}, each after the one it starts from. */
  static List<StepEntity> of(StepEntity ancestor, List<StepEntity> steps) {
    Map<String, List<StepEntity>> children =
        steps.stream()
            .filter(step -> step.parentKey().isPresent())
            .collect(Collectors.groupingBy(step -> step.parentKey().get()));
    List<StepEntity> descendants = new ArrayList<>();
    Deque<StepEntity> open = new ArrayDeque<>(List.of(ancestor));
    while (!open.isEmpty()) {
      List<StepEntity> next = children.getOrDefault(open.remove().key(), List.of());
      descendants.addAll(next);
      open.addAll(next);
    }
    return descendants;
  }
}
