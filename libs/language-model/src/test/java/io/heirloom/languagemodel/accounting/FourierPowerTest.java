package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class FourierPowerTest {
  @Test
  void isConvolutionManyTimes() {
    double[] first = new Random(1).doubles(16, -1, 1).toArray();
    double[] second = new Random(2).doubles(16, -1, 1).toArray();
    double[] firstCubed = convolved(convolved(first, first), first);
    double[] secondCubed = convolved(convolved(second, second), second);
    FourierPower.of(3, first, second);
    assertThat(first).containsExactly(firstCubed, within(1e-13));
    assertThat(second).containsExactly(secondCubed, within(1e-13));
  }

  /** Powers of thousands need the last digits. */
  @Test
  void transformsAreExactToTheLastDigits() {
    int size = 1 << 18;
    double[] real = new double[size];
    double[] imaginary = new double[size];
    real[1] = 1;
    FourierTransform transform = new FourierTransform(size);
    transform.forward(real, imaginary);
    double largest = 0;
    for (int i = 0; i < size; i++) {
      double angle = -2 * Math.PI * i / size;
      largest =
          Math.max(largest, Math.hypot(real[i] - Math.cos(angle), imaginary[i] - Math.sin(angle)));
    }
    assertThat(largest).isLessThan(1e-15);
    transform.inverse(real, imaginary);
    real[1] -= 1;
    assertThat(real).containsOnly(new double[] {0}, within(1e-15));
    assertThat(imaginary).containsOnly(new double[] {0}, within(1e-15));
  }

  private static double[] convolved(double[] first, double[] second) {
    double[] sums = new double[first.length];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < second.length; j++) {
        sums[(i + j) % sums.length] += first[i] * second[j];
      }
    }
    return sums;
  }
}
