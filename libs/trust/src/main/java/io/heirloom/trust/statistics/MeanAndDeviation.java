package io.heirloom.trust.statistics;

import java.util.Collection;
import java.util.OptionalDouble;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.FastMath;

/**
 * A metric over seeds.
 *
 * @param mean over the seeds
 * @param deviation sample standard deviation (n - 1); empty for a single seed
 * @param count how many seeds there are, 1 or more
 */
public record MeanAndDeviation(double mean, OptionalDouble deviation, int count) {
  /**
   * Of some values, one for each seed.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static MeanAndDeviation of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("no values");
    }
    double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
    OptionalDouble deviation =
        array.length == 1
            ? OptionalDouble.empty()
            : OptionalDouble.of(FastMath.sqrt(StatUtils.variance(array)));
    return new MeanAndDeviation(StatUtils.mean(array), deviation, array.length);
  }
}
