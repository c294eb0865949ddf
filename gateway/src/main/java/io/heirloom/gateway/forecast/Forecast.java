package io.heirloom.gateway.forecast;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.plan.Plan;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a study will come to.
 *
 * @param points of its grid, where all that is to be chosen is
 * @param lineages trees of steps
 * @param asked steps without merging
 * @param steps steps once equal ones are merged
 * @param inStore how many of these are in the artifact store already
 * @param stages of selection: what they sweep
 * @param operations by kind of worker
 * @param hours of work of all steps that are not in the store and whose pace is known
 * @param stepsOfUnknownPace that are not in the store, and whose time cannot be told: nothing like
 *     them has been done yet, or their rows are not known before the data are downloaded
 * @param gigabytes of checkpoints that are not in the store, 10^9 bytes each
 * @param notes what would be done otherwise than was asked for, and why
 * @param first the plan with which it begins: of the first stage, if there are stages
 */
@JsonNaming(SnakeCaseStrategy.class)
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
    List<OperationForecast> operations,
    double hours,
    int stepsOfUnknownPace,
    double gigabytes,
    List<String> notes,
    @JsonIgnore Plan first) {

  /**
   * What one kind of worker will have to do.
   *
   * @param operation such as {@code train-weak}
   * @param worker the service that does it
   * @param hours empty where no step's pace is known
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record OperationForecast(
      String operation,
      String worker,
      int steps,
      int inStore,
      OptionalDouble hours,
      int stepsOfUnknownPace) {}
}
