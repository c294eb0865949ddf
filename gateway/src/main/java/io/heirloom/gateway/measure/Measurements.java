package io.heirloom.gateway.measure;

import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Property;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedMap;

/**
 * What a property measures of models whose task has several parts: of their answers to all of them.
 */
@Singleton
public final class Measurements {
  private static final int MOST_KEPT = 1000;

  private final Answers answers;
  private final Kept<SortedMap<String, Double>> kept = new Kept<>(MOST_KEPT);

  Measurements(Answers answers) {
    this.answers = answers;
  }

  /**
   * The metrics of one model's parts.
   *
   * @param evaluations of the parts, in their order, one or more
   * @throws UnreadableAnswersException if the answers cannot be read
   */
  public SortedMap<String, Double> of(Property property, List<StepResult> evaluations) {
    return evaluations.size() == 1
        ? evaluations.get(0).metrics()
        : kept.of(
            property, evaluations, references -> property.measure(answers.ofParts(references)));
  }
}
