package io.heirloom.languagemodel.accounting;

/** Cyclic convolution of a real sequence with itself, many times, by the Fourier transform. */
final class FourierPower {
  private FourierPower() {}

  /**
   * Replaces two sequences by their convolution powers. They go through one transform as real and
   * imaginary part, and are told apart by symmetry.
   *
   * @param power 1 or more
   * @param first of a length that is a power of two
   * @param second of the same length
   */
  static void of(long power, double[] first, double[] second) {
    double[][] both = {first, second};
    FourierTransform transform = new FourierTransform(first.length);
    transform.forward(first, second);
    int size = first.length;
    for (int i = 0; i <= size / 2; i++) {
      raise(both, i, (size - i) % size, power);
    }
    transform.inverse(first, second);
  }

  /** Raises the transforms at a frequency and at its negative. */
  private static void raise(double[][] both, int at, int opposite, long power) {
    double real = both[0][at];
    double imaginary = both[1][at];
    double oppositeReal = both[0][opposite];
    double oppositeImaginary = both[1][opposite];
    Polar first =
        Polar.of((real + oppositeReal) / 2, (imaginary - oppositeImaginary) / 2).power(power);
    Polar second =
        Polar.of((imaginary + oppositeImaginary) / 2, (oppositeReal - real) / 2).power(power);
    both[0][at] = first.real() - second.imaginary();
    both[1][at] = first.imaginary() + second.real();
    both[0][opposite] = first.real() + second.imaginary();
    both[1][opposite] = second.real() - first.imaginary();
  }

  /** A complex number. */
  private record Polar(double logModulus, double angle) {
    static Polar of(double real, double imaginary) {
      return new Polar(
          0.5 * Math.log(real * real + imaginary * imaginary), Math.atan2(imaginary, real));
    }

    Polar power(long exponent) {
      return new Polar(exponent * logModulus, exponent * angle);
    }

    double real() {
      return Math.exp(logModulus) * Math.cos(angle);
    }

    double imaginary() {
      return Math.exp(logModulus) * Math.sin(angle);
    }
  }
}
