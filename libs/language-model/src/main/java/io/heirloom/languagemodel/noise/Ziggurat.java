package io.heirloom.languagemodel.noise;

/**
 * Turns random words into standard normal numbers: the ziggurat of Marsaglia and Tsang (2000,
 * https://doi.org/10.18637/jss.v005.i08) with 256 layers, where, as Doornik (2005) asks, the bits
 * that choose the layer are none of those that choose the place in it. Almost every word (99.3 %)
 * is one number, with 24 bits: half a step of 2^-23 of the layer's width from 0 at least, so that
 * the two signs are alike. It computes with StrictMath: the same words give the same numbers
 * everywhere. Largest number: about 9.7.
 */
final class Ziggurat {
  private static final int LAYERS = 256;
  private static final int LAYER_BITS = 8;
  private static final double STEP = 0x1p-23;

  /** Where the tail begins, and the area of each layer, of exp(-x^2 / 2). */
  private static final double TAIL = 3.6541528853610088;

  private static final double AREA = 0.00492867323399;

  /** Right ends of the layers; the lowest one's is that of a rectangle of the same area. */
  private static final double[] ENDS = ends();

  private static final double[] HEIGHTS = heights();
  private static final float[] WIDTHS = new float[LAYERS];

  /** How many steps from 0 a number lies in the layer above as well, and so below the curve. */
  private static final int[] INSIDE = new int[LAYERS];

  static {
    for (int layer = 0; layer < LAYERS; layer++) {
      WIDTHS[layer] = (float) (ENDS[layer] * STEP);
      INSIDE[layer] = (int) (ENDS[layer + 1] / ENDS[layer] / STEP);
    }
  }

  private final Keystream words;
  private final int[] undecided = new int[Keystream.WORDS];

  Ziggurat(Keystream words) {
    this.words = words;
  }

  /** Sets the first numbers of an array of up to {@link Keystream#WORDS}. */
  void fill(float[] numbers, int count) {
    int[] drawn = words.next();
    int open = 0;
    for (int i = 0; i < count; i++) {
      int word = drawn[i];
      int layer = word & (LAYERS - 1);
      int place = word >> LAYER_BITS;
      numbers[i] = (place + 0.5f) * WIDTHS[layer];
      // Noted always, kept if it is undecided: a branch that is taken seldom would cost more.
      undecided[open] = i;
      open += (INSIDE[layer] - 1 - (place ^ (place >> 31))) >>> 31;
    }
    for (int i = 0; i < open; i++) {
      numbers[undecided[i]] = decided(drawn[undecided[i]]);
    }
  }

  private float decided(int first) {
    int word = first;
    while (true) {
      int layer = word & (LAYERS - 1);
      int place = word >> LAYER_BITS;
      float number = (place + 0.5f) * WIDTHS[layer];
      if ((place ^ (place >> 31)) < INSIDE[layer]) {
        return number;
      }
      if (layer == 0) {
        return Math.copySign(inTail(), number);
      }
      double height = HEIGHTS[layer] + words.uniform() * (HEIGHTS[layer + 1] - HEIGHTS[layer]);
      if (height < StrictMath.exp(-(double) number * number / 2)) {
        return number;
      }
      word = words.spare();
    }
  }

  /** Of numbers beyond where the tail begins (Marsaglia, 1964). */
  private float inTail() {
    while (true) {
      double beyond = -StrictMath.log(words.uniform()) / TAIL;
      if (-2 * StrictMath.log(words.uniform()) > beyond * beyond) {
        return (float) (TAIL + beyond);
      }
    }
  }

  private static double[] ends() {
    double[] ends = new double[LAYERS + 1];
    ends[0] = AREA / height(TAIL);
    ends[1] = TAIL;
    for (int layer = 2; layer < LAYERS; layer++) {
      double above = AREA / ends[layer - 1] + height(ends[layer - 1]);
      ends[layer] = StrictMath.sqrt(-2 * StrictMath.log(above));
    }
    return ends;
  }

  private static double[] heights() {
    double[] heights = new double[LAYERS + 1];
    for (int layer = 0; layer <= LAYERS; layer++) {
      heights[layer] = height(ENDS[layer]);
    }
    return heights;
  }

  private static double height(double x) {
    return StrictMath.exp(-x * x / 2);
  }
}
