package io.heirloom.trust.statistics;

import org.hipparchus.util.FastMath;

/**
 * The 95 % interval of a mean with two sources of chance: the seeds, few, whose variance is itself
 * uncertain, and the rows, whose resamples give quantiles.
 *
 * <p>On either side its length is the standard error of both together times the mean of their
 * critical values, weighted by their variances (Cochran and Cox 1957, "Experimental designs",
 * section 4.14; Cochran 1964, "Approximate significance levels of the Behrens-Fisher test"): that
 * of Student's t for the seeds, the resamples' own quantile in standard errors for the rows. With
 * seeds alone it is Student's interval, with rows alone the bootstrap's. Satterthwaite's degrees of
 * freedom hold too little with two and three seeds, a convolution of both chances too much
 * (docs/decisions/0017).
 */
final class SeedsAndRows {
  private static final double TAIL = 0.025;

  private final SeedDifferences seeds;
  private final RowDifferences rows;

  SeedsAndRows(SeedDifferences seeds, RowDifferences rows) {
    this.seeds = seeds;
    this.rows = rows;
  }

  Interval interval() {
    double difference = seeds.mean();
    return new Interval(
        difference - length(FastMath.max(0, -rows.deviation(TAIL))),
        difference + length(FastMath.max(0, rows.deviation(1 - TAIL))),
        difference,
        seeds.count() > 1);
  }

  /**
   * Of one side.
   *
   * @param ofRows what the rows alone would give it
   */
  private double length(double ofRows) {
    double bySeeds = seeds.count() > 1 ? seeds.varianceOfMean() : 0;
    if (bySeeds == 0) {
      return ofRows;
    }
    double byRows = rows.varianceOfMean();
    double error = FastMath.sqrt(bySeeds + byRows);
    double ofSeeds = seeds.critical(1 - TAIL) * FastMath.sqrt(bySeeds);
    // Variance times critical value, which is a length over a standard error.
    double weighted = FastMath.sqrt(bySeeds) * ofSeeds + FastMath.sqrt(byRows) * ofRows;
    return weighted / error;
  }
}
