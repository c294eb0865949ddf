package io.heirloom.gateway.measure;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Resampling;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What evaluations tell of models, and how certain that is: their metrics on the test rows and on
 * rows drawn anew. Working them out takes a good part of a second each, and they never change, so
 * the latest are kept.
 */
@Singleton
public final class Evidence {
  private static final Resampling RESAMPLING = new Resampling(1_000, 1);

  /** Of 16 kB each. */
  private static final int KEPT = 4_000;

  private final Answers answers;
  private final Map<Question, Replicates> known = new Latest<>(KEPT);

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
    bySeed.forEach((seed, parts) -> replicates.put(seed, of(property, parts)));
    return replicates;
  }

  // One at a time, as the machine has other work to do.
  private synchronized Replicates of(Property property, List<StepResult> parts) {
    List<Reference> references = parts.stream().map(StepResult::reference).toList();
    Question question =
        new Question(property.name(), references.stream().map(Reference::digest).toList());
    Replicates replicates = known.get(question);
    if (replicates == null) {
      replicates = compute(property, references);
      known.put(question, replicates);
    }
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

  private record Question(String property, List<Digest> evaluations) {}
}
