package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

  /** Adds the bounds to the JSON Schema of a number. */
  ObjectNode bound(ObjectNode schema) {
    return schema
        .put(fromIncluded ? "minimum" : "exclusiveMinimum", exact(from))
        .put("maximum", exact(to));
  }

  @Override
  public String toString() {
    return fromIncluded
        ? "from " + plain(from) + " to " + plain(to)
        : "above " + plain(from) + ", at most " + plain(to);
  }

  private static String plain(double number) {
    return exact(number).toPlainString();
  }

  /** Without an exponent, and without a point where the number is whole. */
  private static BigDecimal exact(double number) {
    BigDecimal shortest = BigDecimal.valueOf(number).stripTrailingZeros();
    return shortest.setScale(Math.max(0, shortest.scale()));
  }
}
