package io.heirloom.gateway.request;

import java.math.BigDecimal;

/** The numbers allowed in a field. */
record Range(double from, boolean fromIncluded, double to) {
  /** From {@code from} to {@code to}, both included. */
  static Range between(double from, double to) {
    return new Range(from, true, to);
  }

  /** Above {@code from}, at most {@code to}. */
  static Range above(double from, double to) {
    return new Range(from, false, to);
  }

  boolean contains(double number) {
    return (fromIncluded ? number >= from : number > from) && number <= to;
  }

  @Override
  public String toString() {
    return fromIncluded
        ? "from " + plain(from) + " to " + plain(to)
        : "above " + plain(from) + ", at most " + plain(to);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
