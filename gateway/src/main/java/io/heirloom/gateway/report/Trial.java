package io.heirloom.gateway.report;

import io.heirloom.gateway.measure.Evidence;
import io.heirloom.gateway.measure.UnreadableAnswersException;
import io.heirloom.gateway.plan.Role;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Property;
import io.heirloom.trust.statistics.Difference;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.verdict.Answer;
import io.heirloom.trust.verdict.Comparison;
import io.heirloom.trust.verdict.Mark;
import io.heirloom.trust.verdict.StrategyModels;
import io.heirloom.trust.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks of the models of a strategy whether there is weak-to-strong trust. */
final class Trial {
  private final Property property;
  private final Evidence evidence;

  Trial(Property property, Evidence evidence) {
    this.property = property;
    this.evidence = evidence;
  }

  /**
   * What came of a strategy at one point of the grid.
   *
   * @param models how they did
   * @param evaluated their evaluations by role and seed, of those seeds that are done
   */
  Report.StrategyResult of(
      Strategy strategy,
      List<Report.ModelResult> models,
      Map<Role, SortedMap<Long, List<StepResult>>> evaluated) {
    try {
      return of(strategy, models, models(evaluated));
    } catch (UnreadableAnswersException | InvalidInputException e) {
      return unknown(strategy, models, e.getMessage());
    }
  }

  private StrategyModels models(Map<Role, SortedMap<Long, List<StepResult>>> evaluated) {
    SortedMap<WtsObjective, SortedMap<Long, Replicates>> weakToStrong = new TreeMap<>();
    for (WtsObjective objective : WtsObjective.values()) {
      Role role = Role.of(objective);
      if (evaluated.containsKey(role)) {
        weakToStrong.put(objective, evidence.of(property, evaluated.get(role)));
      }
    }
    return new StrategyModels(
        evidence.of(property, evaluated.get(Role.WEAK)),
        weakToStrong,
        evidence.of(property, evaluated.get(Role.CEILING)));
  }

  private Report.StrategyResult of(
      Strategy strategy, List<Report.ModelResult> models, StrategyModels trained) {
    Verdict verdict = trained.verdict(property.first(Metric.Role.TRUST));
    return new Report.StrategyResult(
        strategy.title(),
        new Report.VerdictResult(
            new VerdictSentence(strategy.title(), verdict).text(),
            half(verdict.overWeak().answer(), verdict.overWeak().mark()),
            half(verdict.ceilingOver().answer(), verdict.ceilingOver().mark()),
            half(verdict.answer(), verdict.mark())),
        models,
        comparisons(verdict),
        recovered(trained));
  }

  private static List<Report.Comparison> comparisons(Verdict verdict) {
    List<Report.Comparison> comparisons = new ArrayList<>();
    verdict
        .overWeak()
        .comparisons()
        .forEach(
            (objective, comparison) -> {
              comparisons.add(comparison(Role.of(objective), Role.WEAK, comparison));
              comparisons.add(
                  comparison(
                      Role.CEILING,
                      Role.of(objective),
                      verdict.ceilingOver().comparisons().get(objective)));
            });
    return comparisons;
  }

  private static Report.Comparison comparison(Role model, Role than, Comparison comparison) {
    Optional<Difference.Estimated> estimated =
        Optional.of(comparison.improvement())
            .filter(Difference.Estimated.class::isInstance)
            .map(Difference.Estimated.class::cast);
    return new Report.Comparison(
        model.title(),
        than.title(),
        Words.lower(comparison.answer()),
        comparison.improvement().measured(),
        number(estimated.map(known -> known.interval().low())),
        number(estimated.map(known -> known.interval().high())),
        estimated.map(Difference.Estimated::effectSize).orElse(OptionalDouble.empty()),
        comparison.seeds().size(),
        comparison.reason());
  }

  private List<Report.Recovered> recovered(StrategyModels trained) {
    SortedMap<WtsObjective, OptionalDouble> task =
        trained.gapRecovered(property.first(Metric.Role.TASK));
    SortedMap<WtsObjective, OptionalDouble> trust =
        trained.gapRecovered(property.first(Metric.Role.TRUST));
    return task.keySet().stream()
        .map(
            objective ->
                new Report.Recovered(
                    Role.of(objective).title(), task.get(objective), trust.get(objective)))
        .toList();
  }

  private static Report.StrategyResult unknown(
      Strategy strategy, List<Report.ModelResult> models, String reason) {
    Report.HalfResult half = half(Answer.UNKNOWN, Mark.NONE);
    return new Report.StrategyResult(
        strategy.title(),
        new Report.VerdictResult(
            strategy.title() + ": weak-to-strong trust is not known: " + reason, half, half, half),
        models,
        List.of(),
        List.of());
  }

  private static Report.HalfResult half(Answer answer, Mark mark) {
    return new Report.HalfResult(
        Words.lower(answer), mark == Mark.NONE ? Optional.empty() : Optional.of(mark == Mark.TICK));
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }
}
