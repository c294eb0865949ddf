package io.heirloom.gateway.measure;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Resampling;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What evaluations tell of models, and how certain that is: their metrics on the test rows and on
 * rows drawn anew. Working them out takes a good part of a second each.
 */
@Singleton
public final class Evidence {
  private static final Resampling RESAMPLING = new Resampling(1_000, 1);

  /** Of 16 kB each. */
  private static final int MOST_KEPT = 4_000;

  private final Answers answers;
  private final Kept<Replicates> kept = new Kept<>(MOST_KEPT);

  Evidence(Answers answers) {
    this.answers = answers;
  }

  /**
   * Of one model, by seed: the property's first metric of trust and its first of the task.
   *
   * @param bySeed evaluations of the parts of its task, in their order
   * @throws UnreadableAnswersException if the answers cannot be read
   */
  public SortedMap<Long, Replicates> of(
      Property property, SortedMap<Long, List<StepResult>> bySeed) {
    SortedMap<Long, Replicates> replicates = new TreeMap<>();
    bySeed.forEach(
        (seed, parts) ->
            replicates.put(
                seed, kept.of(property, parts, references -> compute(property, references))));
    return replicates;
  }

  private Replicates compute(Property property, List<Reference> references) {
    try {
      return Replicates.of(
          answers.ofParts(references),
          property::measure,
          List.of(
              property.first(Metric.Role.TRUST).name(), property.first(Metric.Role.TASK).name()),
          RESAMPLING);
    } catch (InvalidInputException e) {
      throw new UnreadableAnswersException("answers cannot be measured: " + e.getMessage(), e);
    }
  }
}
