package io.heirloom.lineage.study;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a study may cost; a study whose plan needs more is not begun. Empty: no limit of its own.
 *
 * @param steps that are not in the store yet
 * @param hours of all workers together, as far as they can be foretold
 * @param gigabytes of artifacts, 10^9 bytes each
 */
public record Budget(OptionalLong steps, OptionalDouble hours, OptionalDouble gigabytes) {

  /** No limit. */
  public static final Budget UNLIMITED =
      new Budget(OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
