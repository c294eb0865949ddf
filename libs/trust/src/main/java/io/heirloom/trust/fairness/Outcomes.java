package io.heirloom.trust.fairness;

import io.heirloom.trust.classification.ClassifiedRows;
import java.util.OptionalDouble;

/** Counts of a classifier's answers within one group, and the rates they give. */
final class Outcomes {
  private int truePositives;
  private int falsePositives;
  private int trueNegatives;
  private int falseNegatives;

  /** The outcomes in each of some groups. */
  static Outcomes[] byGroup(ClassifiedRows rows, int groups) {
    Outcomes[] outcomes = new Outcomes[groups];
    for (int group = 0; group < groups; group++) {
      outcomes[group] = new Outcomes();
    }
    for (int position = 0; position < rows.size(); position++) {
      outcomes[rows.groups()[position]].add(rows.labels()[position], rows.answers()[position]);
    }
    return outcomes;
  }

  private void add(int label, int answer) {
    if (label == 1) {
      truePositives += answer;
      falseNegatives += 1 - answer;
    } else {
      falsePositives += answer;
      trueNegatives += 1 - answer;
    }
  }

  /** How many answers are right. */
  int correct() {
    return truePositives + trueNegatives;
  }

  /** How many rows there are. */
  int size() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /** The share of right answers; empty for a group without rows. */
  OptionalDouble accuracy() {
    return share(correct(), size());
  }

  /** The share of rows answered with class 1; empty for a group without rows. */
  OptionalDouble selectionRate() {
    return share(truePositives + falsePositives, size());
  }

  /** The share of rows of class 1 answered with it; empty if there are none. */
  OptionalDouble truePositiveRate() {
    return share(truePositives, truePositives + falseNegatives);
  }

  /** The share of rows of class 0 answered with class 1; empty if there are none. */
  OptionalDouble falsePositiveRate() {
    return share(falsePositives, falsePositives + trueNegatives);
  }

  private static OptionalDouble share(int part, int whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
