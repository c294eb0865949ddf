package io.heirloom.gateway.report;

import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.view.StudyView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Reports on made-up studies of fairness; their numbers follow from role, strategy and settings.
 */
public final class SampleReport {
  private static final List<String> STRATEGIES = List.of("No TFT", "Weak TFT", "Weak+WTS TFT");
  private static final List<Report.MetricMeaning> METRICS =
      List.of(
          new Report.MetricMeaning("accuracy", "Accuracy", "task", "higher"),
          new Report.MetricMeaning(
              "demographic_parity", "Demographic parity difference", "trust", "lower"),
          new Report.MetricMeaning(
              "equal_opportunity", "Equal opportunity difference", "trust", "lower"),
          new Report.MetricMeaning(
              "rows_cut", "Rows longer than the model reads", "detail", "lower"));

  private final List<Report.Axis> axes = new ArrayList<>();
  private final List<Report.StageResult> stages = new ArrayList<>();
  private final List<Report.FailedStep> failed = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Object> models = new LinkedHashMap<>();
  private String name = "does trust pass on";
  private String part = "";
  private String reason = "";
  private int seeds = 3;
  private boolean evaluated = true;
  private Report.DataUsed data =
      new Report.DataUsed(
          "adult",
          "Adult",
          "https://archive.example/adult.data, https://archive.example/adult.test",
          Optional.of("CC BY 4.0"),
          Optional.of("Becker, B. and Kohavi, R. (1996). Adult. UCI."),
          Optional.of("Census rows of 1994."),
          OptionalInt.of(8000),
          OptionalInt.empty(),
          7,
          "ab".repeat(32));

  public SampleReport() {
    models.put("weak", "EleutherAI/pythia-14m");
    models.put("strong", "EleutherAI/pythia-410m");
  }

  public SampleReport named(String studyName) {
    name = studyName;
    return this;
  }

  /** Adds something that varies. */
  public SampleReport varying(String axis, Object... values) {
    axes.add(new Report.Axis(axis, List.of(values)));
    return this;
  }

  /** Adds a stage that chose {@code setting} at the third of four values. */
  public SampleReport choosing(String setting, Role judged) {
    List<Choice.Candidate> candidates = new ArrayList<>();
    for (double value : new double[] {0, .1, .3, 1}) {
      candidates.add(
          new Choice.Candidate(value, .2 / (1 + 5 * value), .85 - .08 * value * value, 3));
    }
    stages.add(
        new Report.StageResult(
            stages.size(),
            "knee",
            List.of(1L, 2L, 3L),
            List.of(
                new Report.ChoiceResult(
                    setting, judged.title(), .3, candidates, "0.3: the knee of the curve"))));
    return this;
  }

  public SampleReport over(int numberOfSeeds) {
    seeds = numberOfSeeds;
    return this;
  }

  /** Before any model is evaluated. */
  public SampleReport waiting() {
    evaluated = false;
    return this;
  }

  public SampleReport failing(String title, String why) {
    failed.add(new Report.FailedStep("f0".repeat(32), title, why));
    return this;
  }

  public SampleReport noting(String note) {
    notes.add(note);
    return this;
  }

  /** Failed, where no step did. */
  public SampleReport because(String why) {
    reason = why;
    return this;
  }

  /** Whose task has two parts. */
  public SampleReport inParts(String title) {
    part = title;
    return this;
  }

  /** On a user's own files. */
  public SampleReport on(String path) {
    data =
        new Report.DataUsed(
            path,
            "the user's own files",
            path,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            1,
            "cd".repeat(32));
    return this;
  }

  public Report build() {
    return new Report(
        "01jbz0000000000000000000aa",
        name,
        "fairness",
        state(),
        Optional.of(reason).filter(text -> !text.isEmpty()),
        Instant.parse("2025-03-01T10:00:00Z"),
        evaluated ? Optional.of(Instant.parse("2025-03-01T11:45:00Z")) : Optional.empty(),
        "demographic_parity",
        "accuracy",
        axes,
        stages,
        points(),
        METRICS,
        data,
        new StudyView.Steps(60, evaluated ? 0 : 56, 0, evaluated ? 57 : 1, 3, failed.size(), 0, 0),
        84,
        failed,
        notes,
        new Report.Provenance(
            "0.1.0",
            3,
            "17.0.9, Debian",
            6300,
            List.of(new Report.Work("train-weak", 12, 480.5), new Report.Work("evaluate", 45, 91))),
        request());
  }

  private String state() {
    if (!reason.isEmpty()) {
      return "failed";
    }
    return evaluated ? "completed" : "running";
  }

  private Map<String, Object> request() {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("name", name);
    request.put("property", "fairness");
    request.put("data", Map.of("name", data.name()));
    request.put("models", models);
    request.put("seeds", LongStream.rangeClosed(1, seeds).boxed().toList());
    return request;
  }

  private List<Report.PointResult> points() {
    List<Map<String, Object>> places = new ArrayList<>(List.of(Map.of()));
    for (Report.Axis axis : axes) {
      List<Map<String, Object>> further = new ArrayList<>();
      for (Map<String, Object> place : places) {
        for (Object value : axis.values()) {
          Map<String, Object> next = new LinkedHashMap<>(place);
          next.put(axis.name(), value);
          further.add(next);
        }
      }
      places = further;
    }
    return places.stream().map(this::point).toList();
  }

  private Report.PointResult point(Map<String, Object> settings) {
    return new Report.PointResult(
        settings, STRATEGIES.stream().map(strategy -> strategy(strategy, settings)).toList());
  }

  private Report.StrategyResult strategy(String strategy, Map<String, Object> settings) {
    List<Report.ModelResult> results = new ArrayList<>();
    for (Role role : Role.values()) {
      results.add(model(strategy, role, settings));
    }
    String answer = evaluated ? answer(strategy) : "unknown";
    Report.HalfResult half =
        new Report.HalfResult(
            answer, evaluated ? Optional.of(!answer.equals("absent")) : Optional.empty());
    return new Report.StrategyResult(
        strategy,
        new Report.VerdictResult(
            strategy + ": weak-to-strong trust is " + answer + " with both.",
            half,
            evaluated ? new Report.HalfResult("present", Optional.of(true)) : half,
            half),
        results,
        evaluated
            ? List.of(
                comparison(Role.WTS_NAIVE, Role.WEAK, answer),
                comparison(Role.CEILING, Role.WTS_NAIVE, "present"),
                comparison(Role.WTS_AUX, Role.WEAK, answer),
                comparison(Role.CEILING, Role.WTS_AUX, "present"))
            : List.of(),
        List.of(
            new Report.Recovered(
                Role.WTS_NAIVE.title(),
                evaluated ? OptionalDouble.of(.62) : OptionalDouble.empty(),
                OptionalDouble.empty())));
  }

  private static String answer(String strategy) {
    return switch (strategy) {
      case "No TFT" -> "absent";
      case "Weak TFT" -> "undecided";
      default -> "present";
    };
  }

  private Report.Comparison comparison(Role model, Role than, String answer) {
    double improvement = answer.equals("absent") ? -.021 : .034;
    return new Report.Comparison(
        model.title(),
        than.title(),
        answer,
        OptionalDouble.of(improvement),
        OptionalDouble.of(improvement - (answer.equals("undecided") ? .05 : .012)),
        OptionalDouble.of(improvement + .012),
        seeds > 1 ? OptionalDouble.of(40 * improvement) : OptionalDouble.empty(),
        seeds,
        seeds > 1
            ? Optional.empty()
            : Optional.of("with one seed the chance of training is not covered"));
  }

  private Report.ModelResult model(String strategy, Role role, Map<String, Object> settings) {
    List<Report.SeedResult> ofSeeds =
        LongStream.rangeClosed(1, seeds)
            .mapToObj(seed -> seed(seed, strategy, role, settings))
            .toList();
    SortedMap<String, Report.Summary> summaries = new TreeMap<>();
    if (evaluated) {
      means(strategy, role, settings)
          .forEach(
              (metric, mean) ->
                  summaries.put(
                      metric,
                      new Report.Summary(
                          mean,
                          seeds > 1 ? OptionalDouble.of(.011 + mean / 50) : OptionalDouble.empty(),
                          seeds)));
    }
    return new Report.ModelResult(role.title(), summaries, ofSeeds);
  }

  private Report.SeedResult seed(
      long seed, String strategy, Role role, Map<String, Object> settings) {
    List<Report.PartResult> parts = new ArrayList<>();
    for (String title : part.isEmpty() ? List.of("") : List.of(part, part + " 2")) {
      String key = Integer.toHexString(List.of(seed, strategy, role, settings, title).hashCode());
      parts.add(
          new Report.PartResult(
              title,
              evaluated ? "completed" : "waiting",
              digest("a" + key),
              digest("b" + key),
              evaluated ? Optional.of(digest("c" + key)) : Optional.empty(),
              evaluated ? Optional.of(digest("d" + key)) : Optional.empty(),
              evaluated ? means(strategy, role, settings) : new TreeMap<>()));
    }
    return new Report.SeedResult(seed, parts, parts.get(0).metrics());
  }

  private static String digest(String start) {
    return start + "0".repeat(64 - start.length());
  }

  private static SortedMap<String, Double> means(
      String strategy, Role role, Map<String, Object> settings) {
    double regularised = STRATEGIES.indexOf(strategy) * .03;
    double strength = settings.values().stream().mapToDouble(SampleReport::strength).sum();
    SortedMap<String, Double> means = new TreeMap<>();
    means.put(
        "demographic_parity",
        .21 - regularised * (1 + strength) - .02 * role.ordinal() / (1 + strength));
    means.put("accuracy", .78 + .015 * role.ordinal() - .01 * strength);
    means.put("equal_opportunity", .16 - regularised - .01 * role.ordinal());
    means.put("rows_cut", 3.0);
    return means;
  }

  private static double strength(Object value) {
    return value instanceof Double number ? Math.min(number, 1) : value.toString().length() / 100.0;
  }
}
