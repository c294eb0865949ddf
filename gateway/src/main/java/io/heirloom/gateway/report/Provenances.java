package io.heirloom.gateway.report;

import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StepState;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.lineage.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How a study was carried out. */
final class Provenances {
  private Provenances() {}

  static Report.Provenance of(String version, StudyEntity study, Collection<StepEntity> steps) {
    Duration wall = Duration.between(study.createdAt(), study.endedAt().orElseGet(Instant::now));
    return new Report.Provenance(
        version,
        StepKey.RECIPE,
        System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"),
        wall.toMillis() / 1e3,
        work(steps));
  }

  private static List<Report.Work> work(Collection<StepEntity> steps) {
    Map<String, List<StepEntity>> byOperation =
        steps.stream()
            .filter(step -> step.state() == StepState.COMPLETED)
            .collect(
                Collectors.groupingBy(
                    StepEntity::operation, LinkedHashMap::new, Collectors.toList()));
    return byOperation.entrySet().stream()
        .map(
            entry ->
                new Report.Work(
                    entry.getKey(),
                    entry.getValue().size(),
                    entry.getValue().stream()
                        .mapToDouble(step -> step.seconds().orElse(0.0))
                        .sum()))
        .toList();
  }
}
