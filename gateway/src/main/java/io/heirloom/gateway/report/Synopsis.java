package io.heirloom.gateway.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.heirloom.gateway.view.StudyView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a report says in words, before its tables. */
public final class Synopsis {
  /** What marks and answers mean. */
  public static final String LEGEND =
      "\u2713 and \u00d7: whether the means are in that order, as in the paper. Words: by 95 %"
          + " intervals over seeds and test rows; present: it is so, absent: it is the other way"
          + " round, undecided: the data do not tell, unknown: not evaluated.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final ObjectWriter YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writer();

  private final Report report;

  public Synopsis(Report report) {
    this.report = report;
  }

  /** The property, and what it is judged by. */
  public String question() {
    return "%s by %s, task performance by %s"
        .formatted(
            Words.capitalised(report.property()),
            metric(report.meaning(report.judgedBy())),
            metric(report.meaning(report.taskMetric())));
  }

  private static String metric(Report.MetricMeaning metric) {
    return "%s (%s is better)".formatted(metric.title().toLowerCase(Locale.ROOT), metric.better());
  }

  /** The study's state, and when. */
  public String state() {
    return Words.capitalised(report.state())
        + report.endedAt().map(end -> " " + time(end)).orElse("")
        + ", asked for "
        + time(report.createdAt());
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** One sentence for each strategy; none before anything is evaluated. */
  public List<String> answers() {
    if (!report.hasEvaluations()) {
      return List.of();
    }
    Map<String, List<Report.VerdictResult>> verdicts = new LinkedHashMap<>();
    for (Report.PointResult point : report.points()) {
      for (Report.StrategyResult strategy : point.strategies()) {
        verdicts
            .computeIfAbsent(strategy.strategy(), none -> new ArrayList<>())
            .add(strategy.verdict());
      }
    }
    return verdicts.entrySet().stream()
        .map(entry -> answer(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String answer(String strategy, List<Report.VerdictResult> ofPoints) {
    if (ofPoints.size() == 1) {
      return ofPoints.get(0).sentence();
    }
    Map<String, Long> counts =
        ofPoints.stream()
            .collect(
                Collectors.groupingBy(
                    verdict -> verdict.overall().answer(),
                    LinkedHashMap::new,
                    Collectors.counting()));
    return "%s: of %d points, weak-to-strong trust and the ceiling's lead are both %s."
        .formatted(
            strategy,
            ofPoints.size(),
            counts.entrySet().stream()
                .map(count -> count.getKey() + " at " + count.getValue())
                .collect(Collectors.joining(", ")));
  }

  /** What a reader must know before all else. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    report.reason().ifPresent(reason -> notes.add("The study failed: " + reason));
    if (!report.hasEvaluations()) {
      StudyView.Steps steps = report.steps();
      notes.add(
          "Nothing is evaluated yet: %d of %d steps planned so far are done."
              .formatted(steps.done() + steps.reused(), steps.total()));
    }
    if (!report.failed().isEmpty()) {
      int failed = report.failed().size();
      notes.add(
          "%d %s failed, as listed below, and %d were skipped that rest on them: what is missing here."
              .formatted(failed, failed == 1 ? "step" : "steps", report.steps().skipped()));
    }
    notes.addAll(report.notes());
    return notes;
  }

  /** The study in YAML: sent again, it gives the same study. */
  public String studyFile() {
    try {
      return YAML.writeValueAsString(report.request());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a study that was read is not written", e);
    }
  }
}
