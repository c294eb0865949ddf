package io.heirloom.gateway.measure;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Property;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a property measures of models whose task has several parts: of their answers to all of them.
 * The latest are kept, since they never change.
 */
@Singleton
public final class Measurements {
  private static final int KEPT = 1000;

  private final Answers answers;
  private final Map<Question, SortedMap<String, Double>> known = new Latest<>(KEPT);

  Measurements(Answers answers) {
    this.answers = answers;
  }

  /**
   * The metrics of one model's parts.
   *
   * @param evaluations of the parts, in their order, one or more
   * @throws UnreadableAnswersException if the answers cannot be read
   */
  public synchronized SortedMap<String, Double> of(
      Property property, List<StepResult> evaluations) {
    if (evaluations.size() == 1) {
      return evaluations.get(0).metrics();
    }
    List<Reference> references = evaluations.stream().map(StepResult::reference).toList();
    Question question =
        new Question(property.name(), references.stream().map(Reference::digest).toList());
    SortedMap<String, Double> metrics = known.get(question);
    if (metrics == null) {
      metrics = property.measure(answers.ofParts(references));
      known.put(question, metrics);
    }
    return metrics;
  }

  private record Question(String property, List<Digest> evaluations) {}
}
