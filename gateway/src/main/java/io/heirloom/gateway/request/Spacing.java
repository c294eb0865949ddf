package io.heirloom.gateway.request;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How the numbers of a range lie between its ends. */
enum Spacing {
  /** At equal differences. */
  LINEAR,
  /** At equal ratios. */
  LOG;

  /** The fields of a range. */
  static final List<String> FIELDS = List.of("from", "to", "count", "scale");

  private static final Kind.Whole COUNT = new Kind.Whole(Range.between(2, OneOrMore.MOST));

  /** So that steps of 0.1 give 0.3, not 0.30000000000000004. */
  private static final MathContext DIGITS = new MathContext(12, RoundingMode.HALF_EVEN);

  /** Reads a range: so many numbers from one to another, both included. */
  static <T extends Number> Optional<List<T>> read(Fields range, Kind.Numeral<T> kind) {
    Optional<T> from = range.required("from", kind);
    Optional<T> to = range.required("to", kind);
    Optional<Long> count = range.required("count", COUNT);
    Spacing scale = range.value("scale", new Kind.Choice<>(Choices.SCALES), LINEAR);
    if (from.isEmpty() || to.isEmpty() || count.isEmpty()) {
      return Optional.empty();
    }
    if (!isAscending(range, from.get(), to.get()) || !scale.begins(range, from.get())) {
      return Optional.empty();
    }
    List<T> numbers =
        scale
            .numbers(from.get().doubleValue(), to.get().doubleValue(), count.get().intValue())
            .map(kind::nearest)
            .toList();
    return areDifferent(range, numbers) ? Optional.of(numbers) : Optional.empty();
  }

  /** Reads a range of all whole numbers from one to another, both included. */
  static Optional<List<Long>> readWhole(Fields range, Kind.Whole kind, int most) {
    Optional<Long> from = range.required("from", kind);
    Optional<Long> to = range.required("to", kind);
    if (from.isEmpty() || to.isEmpty() || !isAscending(range, from.get(), to.get())) {
      return Optional.empty();
    }
    if (to.get() - from.get() >= most) {
      range.refuse("to", to.get(), "at most %d: %d numbers".formatted(from.get() + most - 1, most));
      return Optional.empty();
    }
    return Optional.of(LongStream.rangeClosed(from.get(), to.get()).boxed().toList());
  }

  private static boolean isAscending(Fields range, Number from, Number to) {
    boolean ascending = from.doubleValue() < to.doubleValue();
    if (!ascending) {
      range.refuse("to", to, "a number above " + from);
    }
    return ascending;
  }

  private boolean begins(Fields range, Number from) {
    boolean allowed = this != LOG || from.doubleValue() > 0;
    if (!allowed) {
      range.refuse("from", from, "a number above 0, where the scale is log");
    }
    return allowed;
  }

  private static boolean areDifferent(Fields range, List<?> numbers) {
    long different = numbers.stream().distinct().count();
    if (different < numbers.size()) {
      range.refuse(
          "count",
          numbers.size(),
          "fewer: of these numbers, rounded, only %d are different".formatted(different));
    }
    return different == numbers.size();
  }

  private Stream<Double> numbers(double from, double to, int count) {
    int last = count - 1;
    return Stream.of(
            Stream.of(from),
            IntStream.range(1, last).mapToObj(i -> rounded(between(from, to, (double) i / last))),
            Stream.of(to))
        .flatMap(numbers -> numbers);
  }

  /** The number at a share of the way from one to another. */
  private double between(double from, double to, double share) {
    return switch (this) {
      case LINEAR -> from + share * (to - from);
      case LOG -> Math.exp(Math.log(from) + share * (Math.log(to) - Math.log(from)));
    };
  }

  private static double rounded(double number) {
    return BigDecimal.valueOf(number).round(DIGITS).doubleValue();
  }
}
