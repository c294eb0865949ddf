package io.heirloom.trust.privacy;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How well a model's losses tell the rows it was trained on (members) from rows it was not: the
 * lower the loss, the likelier a member (Yeom et al. 2018, "Privacy risk in machine learning").
 */
final class MembershipInference {
  private final double[] members;
  private final double[] nonMembers;

  /**
   * Takes losses in any order and unit, infinite ones too.
   *
   * @throws InvalidInputException if a loss is not a number
   */
  MembershipInference(double[] memberLosses, double[] nonMemberLosses) {
    this.members = ascending(memberLosses);
    this.nonMembers = ascending(nonMemberLosses);
  }

  private static double[] ascending(double[] losses) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    // That is where sorting puts those that are not numbers.
    if (sorted.length > 0 && Double.isNaN(sorted[sorted.length - 1])) {
      throw new InvalidInputException("losses", Double.NaN, "numbers");
    }
    return sorted;
  }

  /**
   * Area under the ROC curve: how probably a random member has a lower loss than a random
   * non-member, ties counting half (Mann-Whitney); .5 for a model that gives nothing away. Empty
   * without members or without non-members.
   */
  OptionalDouble areaUnderCurve() {
    if (members.length == 0 || nonMembers.length == 0) {
      return OptionalDouble.empty();
    }
    // Twice the count of pairs in which the member's loss is lower, to count halves in whole
    // numbers.
    long lower = 0;
    int below = 0;
    int notAbove = 0;
    for (double loss : members) {
      while (below < nonMembers.length && nonMembers[below] < loss) {
        below++;
      }
      while (notAbove < nonMembers.length && nonMembers[notAbove] <= loss) {
        notAbove++;
      }
      lower += 2L * (nonMembers.length - notAbove) + (notAbove - below);
    }
    return OptionalDouble.of(lower / (2.0 * members.length * nonMembers.length));
  }

  /**
   * The largest share of members that one threshold on the loss finds while it takes no more than a
   * given share of non-members for members. Not interpolated: the rate of a threshold that exists.
   * So with fewer than 1 / {@code falsePositiveRate} non-members it is the rate without any false
   * positive. Empty without members or without non-members.
   *
   * @param falsePositiveRate the given share, 0 to 1
   */
  OptionalDouble truePositiveRate(double falsePositiveRate) {
    if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
      throw new InvalidInputException("false positive rate", falsePositiveRate, "0 to 1");
    }
    if (members.length == 0 || nonMembers.length == 0) {
      return OptionalDouble.empty();
    }
    int allowed = falsePositives(falsePositiveRate);
    int found = members.length;
    if (allowed < nonMembers.length) {
      found = 0;
      // A threshold here would already take one non-member too many.
      while (found < members.length && members[found] < nonMembers[allowed]) {
        found++;
      }
    }
    return OptionalDouble.of((double) found / members.length);
  }

  /** How many non-members may be taken for members: compared as shares, for these round alike. */
  private int falsePositives(double rate) {
    int allowed = (int) Math.ceil(rate * nonMembers.length);
    while ((double) allowed / nonMembers.length > rate) {
      allowed--;
    }
    return allowed;
  }
}
