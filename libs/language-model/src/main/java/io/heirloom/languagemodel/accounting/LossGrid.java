package io.heirloom.languagemodel.accounting;

/**
 * Equidistant values, without end in both directions, of which those a multiple of {@code size}
 * apart share a place.
 *
 * @param mesh distance of two values
 * @param size places, a power of two
 * @param epsilonError how far sums of rounded losses lie from sums of losses but for the allowed
 *     probability
 */
record LossGrid(double mesh, int size, double epsilonError) {
  /** The epsilon error, unless that needs too large a grid; the same as Opacus'. */
  static final double EPSILON_ERROR = 0.01;

  private static final int SMALLEST_SIZE = 1 << 8;

  /** 64 MiB, half of it for the roots of unity. */
  private static final int LARGEST_SIZE = 1 << 21;

  /**
   * A grid large enough for sums, and as fine as it may be.
   *
   * @param width of the span of sums
   * @param errorPerMesh epsilon error of a grid of mesh 1, well below 2^20
   */
  static LossGrid of(double width, double errorPerMesh) {
    double wanted = (width + 2 * EPSILON_ERROR) * errorPerMesh / EPSILON_ERROR;
    if (wanted > LARGEST_SIZE) {
      double mesh = width / (LARGEST_SIZE - 2 * errorPerMesh);
      return new LossGrid(mesh, LARGEST_SIZE, mesh * errorPerMesh);
    }
    int size = SMALLEST_SIZE;
    while (size < wanted) {
      size *= 2;
    }
    return new LossGrid(EPSILON_ERROR / errorPerMesh, size, EPSILON_ERROR);
  }

  /** Number of the value nearest to a loss. */
  long nearest(double loss) {
    return Math.round(loss / mesh);
  }

  /** Place of a value, by its number. */
  int place(long number) {
    return (int) (number & (size - 1));
  }
}
