package io.heirloom.gateway.measure;

import io.heirloom.lineage.Reference;
import io.heirloom.trust.ScoredRows;
import java.util.List;

/** Models' answers on test rows, which evaluations keep. */
@FunctionalInterface
public interface Answers {
  /**
   * The answers an evaluation keeps.
   *
   * @throws UnreadableAnswersException if they cannot be read
   */
  ScoredRows of(Reference evaluation);

  /** The answers of a task's parts, in the order of the parts, as one. */
  default ScoredRows ofParts(List<Reference> evaluations) {
    return ScoredRows.ofParts(evaluations.stream().map(this::of).toList());
  }
}
