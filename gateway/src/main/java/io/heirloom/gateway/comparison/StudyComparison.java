package io.heirloom.gateway.comparison;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two studies of one property, held against each other.
 *
 * @param differences in what was asked for
 * @param sharedSteps how many steps both have: these were done once
 * @param models those that stand at the same settings, strategy and role in both
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StudyComparison(
    Side first,
    Side second,
    String property,
    List<Difference> differences,
    int sharedSteps,
    List<ModelComparison> models) {

  /** One of the two. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Side(String id, String name, String state, int steps) {}

  /** A field of the study file; empty where a study has none. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Difference(String field, Optional<Object> first, Optional<Object> second) {}

  /**
   * How the models of one place in the table did in both studies, by one metric.
   *
   * @param settings what either study varies; empty where neither does
   * @param first mean over seeds; empty where it is not known
   * @param second likewise
   * @param improvement of the second over the first, above 0 where it is better; empty where they
   *     cannot be paired
   * @param low where its 95 % interval begins
   * @param high where it ends
   * @param seeds how many seeds both have
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ModelComparison(
      Map<String, Object> settings,
      String strategy,
      String role,
      String metric,
      OptionalDouble first,
      OptionalDouble second,
      OptionalDouble improvement,
      OptionalDouble low,
      OptionalDouble high,
      int seeds) {}
}
