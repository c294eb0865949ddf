package io.heirloom.gateway.picture;

import io.heirloom.lineage.InvalidInputException;
import java.util.OptionalDouble;

/**
 * A metric over seeds.
 *
 * @param mean from -1e100 to 1e100
 * @param deviation sample standard deviation, 0 to 1e100; empty for a single seed
 */
public record Estimate(double mean, OptionalDouble deviation) {
  public Estimate {
    Checks.number("mean", mean);
    deviation.ifPresent(
        value -> {
          Checks.number("deviation", value);
          if (value < 0) {
            throw new InvalidInputException("deviation", value, "0 or more");
          }
        });
  }

  double low() {
    return mean - deviation.orElse(0);
  }

  double high() {
    return mean + deviation.orElse(0);
  }
}
