package io.heirloom.gateway.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.view.StudyView;
import io.heirloom.trust.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * What came out of a study, so far as it has come.
 *
 * @param judgedBy the metric by which verdicts are given: the property's first one of trust
 * @param strategies one for each of the study, in its order
 * @param metrics what is measured
 * @param failed steps that failed, and why
 * @param reused titles of the steps whose results were there already
 * @param notes what is done otherwise than was asked for, and why
 * @param request the study in the form of a study file: sent again, it gives the same study
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(
    String id,
    String name,
    String property,
    String state,
    Instant createdAt,
    Optional<Instant> endedAt,
    String judgedBy,
    List<StrategyResult> strategies,
    List<MetricMeaning> metrics,
    DataUsed data,
    StudyView.Steps steps,
    List<FailedStep> failed,
    List<String> reused,
    List<String> notes,
    Map<String, Object> request) {

  /**
   * What came of one strategy.
   *
   * @param verdict one sentence
   * @param models by role: the weak model, one for each objective, the ceiling
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record StrategyResult(
      String strategy, String verdict, List<ModelResult> models, List<Comparison> comparisons) {}

  /**
   * How the models of one role did.
   *
   * @param metrics over the seeds that are evaluated
   * @param seeds one by one, also those not evaluated yet
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ModelResult(
      String role, SortedMap<String, Summary> metrics, List<SeedResult> seeds) {}

  /**
   * A metric over seeds.
   *
   * @param deviation sample standard deviation; empty for a single seed
   * @param seeds how many there are
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Summary(double mean, OptionalDouble deviation, int seeds) {}

  /**
   * How the models of one seed did.
   *
   * @param parts one for each part of the task
   * @param metrics of all parts together; empty until they are evaluated
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record SeedResult(long seed, List<PartResult> parts, SortedMap<String, Double> metrics) {
    /** Whether all parts are evaluated. */
    boolean evaluated() {
      return parts.stream().allMatch(part -> part.evaluation().isPresent());
    }
  }

  /**
   * How the model of one part of the task did.
   *
   * @param part its title; empty where there is one part only
   * @param state of its evaluation
   * @param trained key of the step that trained it
   * @param evaluated key of the step that evaluated it
   * @param checkpoint digest of the model
   * @param evaluation digest of its evaluation
   * @param metrics empty until it is evaluated
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PartResult(
      String part,
      String state,
      String trained,
      String evaluated,
      Optional<String> checkpoint,
      Optional<String> evaluation,
      SortedMap<String, Double> metrics) {}

  /**
   * Whether one model is more trustworthy than another.
   *
   * @param model the role that may be better
   * @param than the role it is held against
   * @param answer {@code present}, {@code absent} (it is worse), {@code undecided} or {@code
   *     unknown}
   * @param improvement of the metric verdicts are given by, above 0 where {@code model} is better
   * @param low where the 95 % interval of the improvement begins
   * @param high where it ends
   * @param seeds how many seeds it rests on; with one, the interval is that over test rows alone
   * @param reason why it is unknown
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Comparison(
      String model,
      String than,
      String answer,
      OptionalDouble improvement,
      OptionalDouble low,
      OptionalDouble high,
      int seeds,
      Optional<String> reason) {}

  /** What a metric means. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record MetricMeaning(String name, String title, String role, String better) {
    static MetricMeaning of(Metric metric) {
      return new MetricMeaning(
          metric.name(), metric.title(), Words.lower(metric.role()), Words.lower(metric.better()));
    }
  }

  /**
   * The data the study is about.
   *
   * @param rows used of the training part; empty: all
   * @param testRows used of the test part; empty: all
   * @param source where it is published, or the user's own path
   * @param licence as its authors state it; empty for a user's own files
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record DataUsed(
      String name,
      String title,
      String source,
      Optional<String> licence,
      Optional<String> citation,
      Optional<String> about,
      OptionalInt rows,
      OptionalInt testRows,
      long splitSeed,
      String digest) {}

  /** A step that failed. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record FailedStep(String key, String title, String reason) {}
}
