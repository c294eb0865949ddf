package io.heirloom.gateway.forecast;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** How fast work went so far. */
record Paces(List<Pace> paces) {

  Paces {
    paces = List.copyOf(paces);
  }

  /**
   * Work of a kind with a model, on record.
   *
   * @param kind as {@link io.heirloom.gateway.plan.PlannedStep#kindOfWork} has it
   * @param parameters of the model
   * @param seconds of all such steps together, above 0
   * @param rows that went through the model, above 0
   */
  record Pace(String kind, String model, long parameters, double seconds, double rows) {

    /** How long so many rows take a model of that size: time grows with size and rows. */
    double seconds(double ofRows, long ofParameters) {
      return seconds / rows * ofRows * ofParameters / parameters;
    }
  }

  /**
   * How long work is likely to take, in seconds: by what is on record of the same model, else of
   * the model nearest in size.
   */
  OptionalDouble seconds(String kind, String model, long parameters, double rows) {
    return paces.stream()
        .filter(pace -> pace.kind().equals(kind))
        .min(
            Comparator.comparing((Pace pace) -> !pace.model().equals(model))
                .thenComparing(pace -> Math.abs(Math.log((double) pace.parameters() / parameters))))
        .map(pace -> OptionalDouble.of(pace.seconds(rows, parameters)))
        .orElse(OptionalDouble.empty());
  }
}
