package io.heirloom.trust.verdict;

import static io.heirloom.lineage.study.WtsObjective.WTS_AUX;
import static io.heirloom.lineage.study.WtsObjective.WTS_NAIVE;
import static io.heirloom.trust.verdict.Answer.ABSENT;
import static io.heirloom.trust.verdict.Answer.PRESENT;
import static io.heirloom.trust.verdict.Answer.UNDECIDED;
import static io.heirloom.trust.verdict.Answer.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.study.WtsObjective;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Metric.Direction;
import io.heirloom.trust.Metric.Role;
import io.heirloom.trust.statistics.Replicates;
import io.heirloom.trust.statistics.Replicates.Values;
import io.heirloom.trust.statistics.Resampling;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Metric HIGHER =
      new Metric("metric", "Robust accuracy", Role.TRUST, Direction.HIGHER);
  private static final Metric LOWER =
      new Metric("metric", "Demographic parity", Role.TRUST, Direction.LOWER);
  private static final double NONE = Double.NaN;

  private static final SortedMap<Long, Replicates> POOR = model(0.50, 0.51, 0.52);
  private static final SortedMap<Long, Replicates> FAIR = model(0.70, 0.71, 0.721);
  private static final SortedMap<Long, Replicates> GOOD = model(0.90, 0.911, 0.92);

  /** Better than the poor one by 0.1, but not with every seed. */
  private static final SortedMap<Long, Replicates> FICKLE = model(0.90, 0.60, 0.33);

  private static final SortedMap<Long, Replicates> UNDEFINED = model(0.7, NONE, 0.7);

  @Test
  void trustIsPresentWhereBothHalvesHoldForAllObjectives() {
    Verdict verdict = models(POOR, FAIR, FAIR, GOOD).verdict(HIGHER);
    assertThat(verdict.overWeak().answer()).isEqualTo(PRESENT);
    assertThat(verdict.ceilingOver().answer()).isEqualTo(PRESENT);
    assertThat(verdict.answer()).isEqualTo(PRESENT);
    assertThat(verdict.mark()).isEqualTo(Mark.TICK);
  }

  @Test
  void whereLowerIsBetterTheOrderIsTheOtherWay() {
    assertThat(models(GOOD, FAIR, FAIR, POOR).verdict(LOWER).answer()).isEqualTo(PRESENT);
    Verdict turned = models(POOR, FAIR, FAIR, GOOD).verdict(LOWER);
    assertThat(turned.answer()).isEqualTo(ABSENT);
    assertThat(turned.mark()).isEqualTo(Mark.CROSS);
  }

  @Test
  void oneObjectiveThatIsWorseMakesItAbsent() {
    Verdict verdict = models(FAIR, GOOD, POOR, GOOD).verdict(HIGHER);
    assertThat(verdict.overWeak().comparisons().get(WTS_NAIVE).answer()).isEqualTo(PRESENT);
    assertThat(verdict.overWeak().comparisons().get(WTS_AUX).answer()).isEqualTo(ABSENT);
    assertThat(verdict.overWeak().answer()).isEqualTo(ABSENT);
    assertThat(verdict.answer()).isEqualTo(ABSENT);
    assertThat(verdict.mark()).isEqualTo(Mark.CROSS);
  }

  @Test
  void whatTheSeedsDisagreeOnIsUndecidedThoughTheMeansHaveAnOrder() {
    Verdict verdict = models(POOR, FICKLE, FAIR, GOOD).verdict(HIGHER);
    Comparison comparison = verdict.overWeak().comparisons().get(WTS_NAIVE);
    assertThat(comparison.answer()).isEqualTo(UNDECIDED);
    assertThat(comparison.mark()).isEqualTo(Mark.TICK);
    assertThat(comparison.improvement().measured().orElseThrow()).isCloseTo(0.1, within(1e-9));
    assertThat(comparison.reason()).isEmpty();
    assertThat(verdict.answer()).isEqualTo(UNDECIDED);
    assertThat(verdict.mark()).isEqualTo(Mark.TICK);
  }

  @Test
  void equalMeansAreNoOrder() {
    assertThat(Comparison.of(FAIR, FAIR, HIGHER).mark()).isEqualTo(Mark.CROSS);
    assertThat(Comparison.of(FAIR, FAIR, HIGHER).answer()).isEqualTo(UNDECIDED);
  }

  @Test
  void withOneSeedNothingIsDecided() {
    Comparison comparison = Comparison.of(model(0.9), model(0.1), HIGHER);
    assertThat(comparison.answer()).isEqualTo(UNDECIDED);
    assertThat(comparison.mark()).isEqualTo(Mark.TICK);
    assertThat(comparison.reason().orElseThrow()).contains("one seed", "chance of training");
    assertThat(Comparison.of(model(0.1), model(0.9), HIGHER).answer()).isEqualTo(UNDECIDED);
  }

  @Test
  void whatIsUndefinedIsUnknownUnlessAnotherIsAbsent() {
    Verdict verdict = models(POOR, UNDEFINED, FAIR, GOOD).verdict(HIGHER);
    Comparison comparison = verdict.overWeak().comparisons().get(WTS_NAIVE);
    assertThat(comparison.answer()).isEqualTo(UNKNOWN);
    assertThat(comparison.mark()).isEqualTo(Mark.NONE);
    assertThat(comparison.reason().orElseThrow()).contains("Robust accuracy", "undefined");
    assertThat(verdict.answer()).isEqualTo(UNKNOWN);
    assertThat(verdict.mark()).isEqualTo(Mark.NONE);
    assertThat(models(GOOD, UNDEFINED, FAIR, GOOD).verdict(HIGHER).answer()).isEqualTo(ABSENT);
  }

  @Test
  void seedsThatOnlyOneModelHasAreLeftOut() {
    Comparison comparison = Comparison.of(model(0.9, 0.91), model(0.5, 0.52, 0.1), HIGHER);
    assertThat(comparison.seeds()).containsExactly(0L, 1L);
    assertThat(comparison.improvement().measured().orElseThrow()).isCloseTo(0.395, within(1e-9));
    Comparison none = Comparison.of(new TreeMap<>(), FAIR, HIGHER);
    assertThat(none.answer()).isEqualTo(UNKNOWN);
    assertThat(none.mark()).isEqualTo(Mark.NONE);
    assertThat(none.reason().orElseThrow()).contains("no seed");
  }

  @Test
  void absentPrevailsThenUnknownThenUndecided() {
    assertThat(Answer.all(List.of(PRESENT, UNDECIDED, UNKNOWN, ABSENT))).isEqualTo(ABSENT);
    assertThat(Answer.all(List.of(UNDECIDED, UNKNOWN, PRESENT))).isEqualTo(UNKNOWN);
    assertThat(Answer.all(List.of(PRESENT, UNDECIDED))).isEqualTo(UNDECIDED);
    assertThat(Answer.all(List.of(PRESENT, PRESENT))).isEqualTo(PRESENT);
  }

  @Test
  void aStudyOfOneObjectiveHasAVerdictAndOneOfNoneHasNot() {
    SortedMap<WtsObjective, SortedMap<Long, Replicates>> one = new TreeMap<>(Map.of(WTS_AUX, FAIR));
    assertThat(new StrategyModels(POOR, one, GOOD).verdict(HIGHER).answer()).isEqualTo(PRESENT);
    assertThatThrownBy(() -> new StrategyModels(POOR, new TreeMap<>(), GOOD).verdict(HIGHER))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theGapRecoveredIsThatOfTheMeans() {
    // Means over seeds: 0.51, 0.71033…, 0.91033…
    SortedMap<WtsObjective, Double> recovered = recovered(models(POOR, FAIR, GOOD, GOOD), HIGHER);
    assertThat(recovered.get(WTS_NAIVE)).isCloseTo(0.601 / 1.201, within(1e-9));
    assertThat(recovered.get(WTS_AUX)).isCloseTo(1, within(1e-9));
    assertThat(recovered(models(GOOD, FAIR, GOOD, POOR), LOWER).get(WTS_NAIVE))
        .isCloseTo(0.6 / 1.201, within(1e-9));
  }

  @Test
  void ofAGapThatMayBeNoneNothingIsRecovered() {
    assertThat(recovered(models(POOR, FAIR, FAIR, FICKLE), HIGHER)).isEmpty();
    assertThat(recovered(models(GOOD, FAIR, FAIR, POOR), HIGHER)).isEmpty();
    assertThat(recovered(models(model(0.1), model(0.5), model(0.5), model(0.9)), HIGHER)).isEmpty();
  }

  @Test
  void theGapRecoveredIsOverTheSeedsOfAllThree() {
    // With seeds 0 and 1 alone: weak 0.505, weak-to-strong 0.705, ceiling 0.9055.
    StrategyModels models = models(POOR, model(0.70, 0.71), FAIR, GOOD);
    assertThat(recovered(models, HIGHER).get(WTS_NAIVE)).isCloseTo(0.2 / 0.4005, within(1e-9));
  }

  private static SortedMap<WtsObjective, Double> recovered(StrategyModels models, Metric metric) {
    SortedMap<WtsObjective, Double> recovered = new TreeMap<>();
    models
        .gapRecovered(metric)
        .forEach((objective, share) -> share.ifPresent(value -> recovered.put(objective, value)));
    return recovered;
  }

  private static StrategyModels models(
      SortedMap<Long, Replicates> weak,
      SortedMap<Long, Replicates> naive,
      SortedMap<Long, Replicates> aux,
      SortedMap<Long, Replicates> ceiling) {
    return new StrategyModels(weak, new TreeMap<>(Map.of(WTS_NAIVE, naive, WTS_AUX, aux)), ceiling);
  }

  /** Of seeds from 0 on, whatever the rows. */
  private static SortedMap<Long, Replicates> model(double... measured) {
    SortedMap<Long, Replicates> model = new TreeMap<>();
    for (double value : measured) {
      model.put(
          (long) model.size(),
          new Replicates(
              Digest.of("rows"),
              new Resampling(2, 1),
              new TreeMap<>(Map.of("metric", new Values(value, new double[] {value, value})))));
    }
    return model;
  }
}
