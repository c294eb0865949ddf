package io.heirloom.trust.verdict;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.study.WtsObjective;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Half of a verdict: a comparison for each objective of the study, all of which must hold.
 *
 * @param comparisons by objective, one or more
 */
public record Half(SortedMap<WtsObjective, Comparison> comparisons) {
  public Half {
    comparisons = Collections.unmodifiableSortedMap(new TreeMap<>(comparisons));
    if (comparisons.isEmpty()) {
      throw new InvalidInputException("comparisons", "none", "one for each objective, 1 or more");
    }
  }

  /** Whether all of them hold, as far as the data tell. */
  public Answer answer() {
    return Answer.all(comparisons.values().stream().map(Comparison::answer).toList());
  }

  /** Whether the order of the means holds in all of them. */
  public Mark mark() {
    return Mark.all(comparisons.values().stream().map(Comparison::mark).toList());
  }
}
