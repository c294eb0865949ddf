package io.heirloom.cli.gateway;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a study would come to, as the gateway foretells it.
 *
 * @param asked steps without merging
 * @param steps once equal ones are merged
 * @param hours of work of what is not in the store and whose pace is known
 * @param gigabytes of checkpoints that are not in the store, 10^9 bytes each
 */
public record Forecast(
    String name,
    String property,
    long points,
    int seeds,
    int lineages,
    long asked,
    int steps,
    int inStore,
    List<String> stages,
    List<Operation> operations,
    double hours,
    int stepsOfUnknownPace,
    double gigabytes,
    List<String> notes) {

  /** What one kind of worker will have to do; hours are empty where no pace is known. */
  public record Operation(
      String operation,
      String worker,
      int steps,
      int inStore,
      OptionalDouble hours,
      int stepsOfUnknownPace) {}
}
