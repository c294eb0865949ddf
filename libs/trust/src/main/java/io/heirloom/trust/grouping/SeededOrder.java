package io.heirloom.trust.grouping;

import org.hipparchus.random.Well19937c;
import org.hipparchus.util.MathArrays;

/** Orders drawn by a split seed: the same on every machine and every Java. */
public final class SeededOrder {
  private SeededOrder() {}

  /**
   * The numbers from 0 on in an order of which each is as likely as any other.
   *
   * @param size how many there are, 0 or more
   * @param purpose what the order is for; each has an order of its own
   */
  public static int[] of(int size, long splitSeed, int purpose) {
    int[] order = MathArrays.natural(size);
    MathArrays.shuffle(
        order, new Well19937c(new int[] {(int) (splitSeed >>> 32), (int) splitSeed, purpose}));
    return order;
  }
}
