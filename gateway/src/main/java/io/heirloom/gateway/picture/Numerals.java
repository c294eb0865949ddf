package io.heirloom.gateway.picture;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as they stand in a picture. */
final class Numerals {
  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final int DIGITS_OF_LARGEST = 3;
  private static final int MOST_ZEROS = 4;
  private static final int LARGEST_EXPONENT = 8;

  private Numerals() {}

  /** Of a setting, in up to six digits, such as 0.25, 5e-5 and 10000. */
  static String setting(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(SIX_DIGITS);
    if (rounded.signum() == 0) {
      return "0";
    }
    BigDecimal shortest = rounded.stripTrailingZeros();
    int exponent = exponent(shortest);
    return exponent < -MOST_ZEROS || exponent > LARGEST_EXPONENT
        ? shortest.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent
        : shortest.toPlainString();
  }

  /** With as many decimals as show three digits of the largest beside it, such as 0.090. */
  static String beside(double largest, double number) {
    int exponent = largest == 0 ? 0 : exponent(BigDecimal.valueOf(largest));
    int decimals = Math.max(0, DIGITS_OF_LARGEST - 1 - exponent);
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }
}
