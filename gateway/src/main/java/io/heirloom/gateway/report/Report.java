package io.heirloom.gateway.report;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.plan.Choice;
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
 * @param reason why it failed, where no step did
 * @param judgedBy the metric by which verdicts are given: the property's first one of trust
 * @param taskMetric the property's first metric of task performance
 * @param axes what the study varies, once all is chosen that is to be chosen; often nothing
 * @param stages in which settings were chosen, those that are decided
 * @param points one for each point of the grid: one where nothing varies, none before all is chosen
 * @param metrics what is measured
 * @param asked how many steps there would be, of those planned so far, if none were merged
 * @param failed steps that failed, and why
 * @param notes what is done otherwise than was asked for, and why
 * @param provenance what it takes to do it again
 * @param request the study in the form of a study file: sent again, it gives the same study
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Report(
    String id,
    String name,
    String property,
    String state,
    Optional<String> reason,
    Instant createdAt,
    Optional<Instant> endedAt,
    String judgedBy,
    String taskMetric,
    List<Axis> axes,
    List<StageResult> stages,
    List<PointResult> points,
    List<MetricMeaning> metrics,
    DataUsed data,
    StudyView.Steps steps,
    long asked,
    List<FailedStep> failed,
    List<String> notes,
    Provenance provenance,
    Map<String, Object> request) {

  /** What one of its metrics means. */
  public MetricMeaning meaning(String metric) {
    return metrics.stream().filter(known -> known.name().equals(metric)).findFirst().orElseThrow();
  }

  /** Whether any model has been evaluated. */
  public boolean hasEvaluations() {
    return points.stream()
        .flatMap(point -> point.strategies().stream())
        .flatMap(strategy -> strategy.models().stream())
        .anyMatch(model -> !model.metrics().isEmpty());
  }

  /** The metrics of trust and of task performance. */
  public List<MetricMeaning> mainMetrics() {
    return metrics.stream().filter(metric -> !metric.isDetail()).toList();
  }

  /** The metrics that the others are made of. */
  List<MetricMeaning> detailMetrics() {
    return metrics.stream().filter(MetricMeaning::isDetail).toList();
  }

  /**
   * Something the study varies.
   *
   * @param name as a study file has it, such as {@code lambda.weak}
   * @param values numbers, or texts such as names of models; in the order of the study file
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Axis(String name, List<Object> values) {}

  /**
   * A stage in which settings were chosen, on validation rows.
   *
   * @param rule {@code knee}, {@code best-trust} or {@code weighted}
   * @param choices one for each setting
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record StageResult(
      int number, String rule, List<Long> seeds, List<ChoiceResult> choices) {}

  /**
   * A setting that was chosen.
   *
   * @param setting as a study file has it
   * @param judged role of the models by which it was chosen
   * @param reason one sentence
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ChoiceResult(
      String setting,
      String judged,
      double value,
      List<Choice.Candidate> candidates,
      String reason) {}

  /**
   * What came of one point of the grid.
   *
   * @param settings by the name of an axis, its value here; empty where nothing varies
   * @param strategies one for each of the study, in its order
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record PointResult(Map<String, Object> settings, List<StrategyResult> strategies) {}

  /**
   * What came of one strategy.
   *
   * @param verdict whether there is weak-to-strong trust
   * @param models by role: the weak model, one for each objective, the ceiling
   * @param comparisons by the metric of trust
   * @param recovered by role of a weak-to-strong model: how much of the gap between weak model and
   *     ceiling it closes
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record StrategyResult(
      String strategy,
      VerdictResult verdict,
      List<ModelResult> models,
      List<Comparison> comparisons,
      List<Recovered> recovered) {
    /** Whether any of its models has a metric. */
    boolean knows(String metric) {
      return models.stream().anyMatch(model -> model.metrics().containsKey(metric));
    }
  }

  /**
   * Whether there is weak-to-strong trust: both halves of the question, and the whole.
   *
   * @param sentence for people
   * @param inherited whether all weak-to-strong models are more trustworthy than the weak model
   * @param ceilingLeads whether the ceiling is more trustworthy than each of them
   * @param overall whether both hold
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record VerdictResult(
      String sentence, HalfResult inherited, HalfResult ceilingLeads, HalfResult overall) {}

  /**
   * An answer in two forms.
   *
   * @param answer {@code present}, {@code absent}, {@code undecided} or {@code unknown}, by
   *     intervals
   * @param mark the paper's: whether the means are in that order; empty where they are not known
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record HalfResult(String answer, Optional<Boolean> mark) {}

  /**
   * How much of the gap between the weak model and the ceiling a weak-to-strong model closes: 0 at
   * the weak model, 1 at the ceiling.
   *
   * @param model its role
   * @param task of the metric of task performance; empty where the gap is not above its noise
   * @param trust of the metric of trust, likewise
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Recovered(String model, OptionalDouble task, OptionalDouble trust) {
    /** Whether either is known. */
    boolean known() {
      return task.isPresent() || trust.isPresent();
    }
  }

  /**
   * What it takes to do the study again.
   *
   * @param version of the program that wrote the report
   * @param recipe version of the recipes that step keys are made with
   * @param java version and vendor, of the gateway
   * @param wallSeconds from the request to the end; to now, where it has not ended
   * @param work by operation: time at work of all steps done for this study
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Provenance(
      String version, int recipe, String java, double wallSeconds, List<Work> work) {}

  /**
   * Work of one operation.
   *
   * @param steps done for this study, not reused
   * @param seconds of all of them, without waiting for devices
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Work(String operation, long steps, double seconds) {}

  /**
   * How the models of one role did.
   *
   * @param metrics over the seeds that are evaluated
   * @param seeds one by one, also those not evaluated yet
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record ModelResult(
      String role, SortedMap<String, Summary> metrics, List<SeedResult> seeds) {
    /** How many seeds are evaluated. */
    long evaluated() {
      return seeds.stream().filter(SeedResult::evaluated).count();
    }
  }

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
   * @param effectSize Hedges' g of the differences between seeds, above 0 where {@code model} is
   *     better; empty with one seed
   * @param seeds how many seeds it rests on; with one, the interval is that over test rows alone
   * @param reason why it is unknown, or undecided whatever the interval
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Comparison(
      String model,
      String than,
      String answer,
      OptionalDouble improvement,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble effectSize,
      int seeds,
      Optional<String> reason) {}

  /** What a metric means. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record MetricMeaning(String name, String title, String role, String better) {
    static MetricMeaning of(Metric metric) {
      return new MetricMeaning(
          metric.name(), metric.title(), Words.lower(metric.role()), Words.lower(metric.better()));
    }

    private boolean isDetail() {
      return role.equals(Words.lower(Metric.Role.DETAIL));
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
