package io.heirloom.gateway.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Values as readers of reports see them. */
public final class Words {
  /** Stands where something is not known. */
  static final String UNKNOWN = "-";

  private static final int LEAST_DECIMALS = 4;
  private static final int LEAST_DIGITS = 3;
  private static final int MOST_DECIMALS = 9;
  private static final double THOUSANDTHS = 1000;
  private static final double SECONDS_OF_MINUTE = 60;
  private static final double SECONDS_OF_HOUR = 3600;

  private Words() {}

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** With a capital at its beginning. */
  public static String capitalised(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** A setting's value, or all settings of a map. */
  public static String plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.isEmpty()
          ? "the property's defaults"
          : String.join(
              ", ",
              map.entrySet().stream()
                  .map(
                      entry ->
                          entry.getKey().toString().replace('_', ' ')
                              + " "
                              + plain(entry.getValue()))
                  .toList());
    }
    if (value instanceof List<?> list) {
      return String.join(", ", list.stream().map(Words::plain).toList());
    }
    return value instanceof Double number ? decimal(number) : value.toString();
  }

  /** Such as 1, 0.25 and 5e-5. */
  private static String decimal(double number) {
    String text = Double.toString(number).replace(".0E", "e").replace('E', 'e');
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** A setting of a study by its name, such as {@code lambda.wts 0.3}; empty where none varies. */
  public static String settings(Map<String, Object> settings) {
    return settings.isEmpty() ? "" : plain(settings);
  }

  /** Mean and deviation; null: not known. */
  static String number(Report.Summary summary) {
    if (summary == null) {
      return UNKNOWN;
    }
    String mean = thousandths(summary.mean());
    return summary.deviation().isEmpty()
        ? mean
        : mean + " \u00b1 " + thousandths(summary.deviation().getAsDouble());
  }

  static String thousandths(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** With four decimals, or so many that three digits are seen. */
  public static String exact(double value) {
    BigDecimal number = BigDecimal.valueOf(value);
    int exponent = number.precision() - number.scale() - 1;
    int decimals = Math.min(MOST_DECIMALS, Math.max(LEAST_DECIMALS, LEAST_DIGITS - 1 - exponent));
    return number
        .setScale(value == 0 ? LEAST_DECIMALS : decimals, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  /** Likewise, or a sign that there is none. */
  public static String exact(OptionalDouble value) {
    return value.isEmpty() ? UNKNOWN : exact(value.getAsDouble());
  }

  /** With its sign, to thousandths; what rounds to nothing has none that is lower. */
  public static String signed(OptionalDouble value) {
    if (value.isEmpty()) {
      return UNKNOWN;
    }
    double rounded = Math.rint(value.getAsDouble() * THOUSANDTHS) / THOUSANDTHS;
    // Adding 0 turns -0 into 0.
    return String.format(Locale.ROOT, "%+.3f", rounded + 0.0);
  }

  /** Where an improvement lies with 95 %. */
  public static String interval(Report.Comparison comparison) {
    return comparison.low().isEmpty()
        ? UNKNOWN
        : signed(comparison.low()) + " to " + signed(comparison.high());
  }

  /** Hedges' g. */
  public static String effect(Report.Comparison comparison) {
    return comparison.effectSize().isEmpty()
        ? UNKNOWN
        : String.format(Locale.ROOT, "%+.1f", comparison.effectSize().getAsDouble());
  }

  /** An answer after the paper's mark. */
  static String half(Report.HalfResult half) {
    String mark = half.mark().map(holds -> mark(holds) + " ").orElse("");
    return mark + half.answer();
  }

  /** The paper's mark. */
  public static String mark(boolean holds) {
    return holds ? "\u2713" : "\u00d7";
  }

  static String share(OptionalDouble recovered) {
    return recovered.isEmpty()
        ? UNKNOWN
        : String.format(Locale.ROOT, "%.0f %%", 100 * recovered.getAsDouble());
  }

  static String rows(OptionalInt rows, String part) {
    return (rows.isPresent() ? rows.getAsInt() : "all") + " " + part + " rows";
  }

  /** Such as 12.0 s, 3.5 min and 2.0 h. */
  public static String duration(double seconds) {
    if (seconds < 2 * SECONDS_OF_MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 2 * SECONDS_OF_HOUR
        ? String.format(Locale.ROOT, "%.1f min", seconds / SECONDS_OF_MINUTE)
        : String.format(Locale.ROOT, "%.1f h", seconds / SECONDS_OF_HOUR);
  }
}
