package io.heirloom.gateway.report;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.ScoredRows;
import io.heirloom.trust.statistics.Interval;
import io.heirloom.trust.statistics.PairedBootstrap;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By how much one model improves on another, with 95 % paired bootstrap intervals. They take
 * seconds to compute and never change, so the latest are kept.
 */
@Singleton
final class Improvements {
  private static final long SEED = 1;
  private static final int KEPT = 1000;

  private final Answers answers;
  private final Map<Question, Optional<Interval>> known = new Latest<>(KEPT);

  Improvements(Answers answers) {
    this.answers = answers;
  }

  /**
   * The improvement of a metric, above 0 where the first model is better; empty where the metric is
   * not defined on their answers. One at a time, as the machine has other work to do.
   *
   * @param first evaluations of the one model's parts, for each seed, at least one
   * @param second those of the other, for the same seeds
   * @throws UnreadableAnswersException if the answers cannot be read
   */
  synchronized Optional<Interval> of(
      Property property, Metric metric, List<List<Reference>> first, List<List<Reference>> second) {
    Question question =
        new Question(property.name(), metric.name(), digests(first), digests(second));
    Optional<Interval> answer = known.get(question);
    if (answer == null) {
      answer = compute(property, metric, first, second);
      known.put(question, answer);
    }
    return answer;
  }

  private Optional<Interval> compute(
      Property property, Metric metric, List<List<Reference>> first, List<List<Reference>> second) {
    try {
      Map<String, Interval> differences =
          new PairedBootstrap(SEED).differences(read(first), read(second), property::measure);
      return Optional.ofNullable(differences.get(metric.name()))
          .map(difference -> difference.improvement(metric.better()));
    } catch (InvalidInputException e) {
      throw new UnreadableAnswersException("answers cannot be compared: " + e.getMessage(), e);
    }
  }

  private List<ScoredRows> read(List<List<Reference>> evaluations) {
    return evaluations.stream().map(answers::ofParts).toList();
  }

  private static List<Digest> digests(List<List<Reference>> references) {
    return references.stream().flatMap(List::stream).map(Reference::digest).toList();
  }

  private record Question(
      String property, String metric, List<Digest> first, List<Digest> second) {}
}
