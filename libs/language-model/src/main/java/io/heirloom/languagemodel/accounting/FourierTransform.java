package io.heirloom.languagemodel.accounting;

/**
 * The discrete Fourier transform of complex sequences of one length, in place (Cooley, Tukey 1965).
 * Every root of unity is computed by itself: Hipparchus' transform, which gets each from the one
 * before, is off by 2e-11 at a length of 2^20, and thousands of steps make that the size of delta.
 */
final class FourierTransform {
  private final int size;

  /** The roots of a stage that joins halves of length h stand from h on. */
  private final double[] cosines;

  private final double[] sines;

  /**
   * @param size a power of two, 2 or more
   */
  FourierTransform(int size) {
    this.size = size;
    this.cosines = new double[size];
    this.sines = new double[size];
    for (int half = 1; half < size; half *= 2) {
      for (int i = 0; i < half; i++) {
        double angle = -Math.PI * i / half;
        cosines[half + i] = Math.cos(angle);
        sines[half + i] = Math.sin(angle);
      }
    }
  }

  /** Sums of x[n] exp(-2 pi i k n / size). */
  void forward(double[] real, double[] imaginary) {
    reorder(real);
    reorder(imaginary);
    for (int half = 1; half < size; half *= 2) {
      for (int start = 0; start < size; start += 2 * half) {
        join(real, imaginary, start, half);
      }
    }
  }

  /** Undoes {@link #forward}. */
  void inverse(double[] real, double[] imaginary) {
    forward(imaginary, real);
    for (int i = 0; i < size; i++) {
      real[i] /= size;
      imaginary[i] /= size;
    }
  }

  private void join(double[] real, double[] imaginary, int start, int half) {
    for (int i = 0; i < half; i++) {
      int even = start + i;
      int odd = even + half;
      double cosine = cosines[half + i];
      double sine = sines[half + i];
      double turnedReal = real[odd] * cosine - imaginary[odd] * sine;
      double turnedImaginary = real[odd] * sine + imaginary[odd] * cosine;
      real[odd] = real[even] - turnedReal;
      imaginary[odd] = imaginary[even] - turnedImaginary;
      real[even] += turnedReal;
      imaginary[even] += turnedImaginary;
    }
  }

  /** Swaps each value with the one whose place has the same bits the other way round. */
  private void reorder(double[] values) {
    int unused = Integer.numberOfLeadingZeros(size - 1);
    for (int i = 0; i < size; i++) {
      int reversed = Integer.reverse(i) >>> unused;
      if (reversed > i) {
        double value = values[i];
        values[i] = values[reversed];
        values[reversed] = value;
      }
    }
  }
}
