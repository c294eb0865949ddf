package io.heirloom.gateway.rebuild;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.intake.StudyRows;
import io.heirloom.lineage.StepKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The facts of one study, as they were found in Kafka: in any order, some perhaps twice. */
final class History {
  static final String OTHER_VERSION = "it was planned by another version of Heirloom";

  private final SortedMap<Long, StudyFact> facts = new TreeMap<>();

  void add(StudyFact fact) {
    facts.putIfAbsent(fact.number(), fact);
  }

  int size() {
    return facts.size();
  }

  /** Why the study cannot be restored from these facts; empty if it can. */
  Optional<String> gap() {
    if (!(facts.get(1L) instanceof StudyFact.Accepted accepted)) {
      return Optional.of("its beginning is missing");
    }
    if (facts.lastKey() != facts.size()) {
      return Optional.of("one of its facts is missing");
    }
    return accepted.recipe() == StepKey.RECIPE ? Optional.empty() : Optional.of(OTHER_VERSION);
  }

  /** The rows of the study, before any report. */
  List<Object> rows() {
    List<StudyFact> all = List.copyOf(facts.values());
    return StudyRows.of((StudyFact.Accepted) all.get(0), all.subList(1, all.size())).rows();
  }
}
