package io.heirloom.gateway.report;

import io.heirloom.lineage.Reference;
import io.heirloom.trust.ScoredRows;

/** Models' answers on test rows, which evaluations keep. */
@FunctionalInterface
interface Answers {
  /**
   * The answers an evaluation keeps.
   *
   * @throws UnreadableAnswersException if they cannot be read
   */
  ScoredRows of(Reference evaluation);
}
