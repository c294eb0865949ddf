package io.heirloom.gateway.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.gateway.plan.Choice.Candidate;
import io.heirloom.lineage.study.Stage.Rule;
import io.heirloom.trust.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeOffTest {
  private static final Metric PARITY =
      new Metric("parity", "Parity difference", Metric.Role.TRUST, Metric.Direction.LOWER);
  private static final Metric ACCURACY =
      new Metric("accuracy", "Accuracy", Metric.Role.TASK, Metric.Direction.HIGHER);

  /** Lambdas: parity falls fast at first, accuracy fast at last. */
  private static final TradeOff CURVE =
      new TradeOff(
          PARITY,
          ACCURACY,
          List.of(
              new Candidate(0, .20, .840, 2),
              new Candidate(.1, .12, .835, 2),
              new Candidate(.5, .06, .825, 2),
              new Candidate(1, .04, .790, 2)));

  @Test
  void bestTrustIsThatOfTheValuesThatLoseFewPoints() {
    assertThat(value(CURVE, new Rule.BestTrust(.01))).isEqualTo(.1);
    assertThat(value(CURVE, new Rule.BestTrust(.015))).isEqualTo(.5);
    assertThat(value(CURVE, new Rule.BestTrust(0))).isZero();
    assertThat(value(CURVE, new Rule.BestTrust(1))).isEqualTo(1);
  }

  @Test
  void theKneeIsFarthestBeyondTheStraightLine() {
    // Scaled, (trust, task): (0, 1), (.5, .9), (.875, .7), (1, 0): beyond trust + task = 1 by 0,
    // .4,
    // .575, 0.
    assertThat(value(CURVE, new Rule.Knee())).isEqualTo(.5);
  }

  @Test
  void aCurveThatBendsInwardsHasNoKneeAndTheReasonSaysSo() {
    TradeOff inwards =
        new TradeOff(
            PARITY,
            ACCURACY,
            List.of(
                new Candidate(0, .20, .84, 1),
                new Candidate(.1, .19, .80, 1),
                new Candidate(1, .04, .79, 1)));

    TradeOff.Chosen chosen = inwards.choose(new Rule.Knee());

    assertThat(inwards.candidates().get(chosen.index()).value()).isZero();
    assertThat(chosen.reason()).contains("no value lies beyond the straight line");
  }

  @Test
  void aWeightedSumGoesFromTheBestTaskToTheBestTrust() {
    assertThat(value(CURVE, new Rule.Weighted(0))).isZero();
    assertThat(value(CURVE, new Rule.Weighted(.5))).isEqualTo(.5);
    assertThat(value(CURVE, new Rule.Weighted(1))).isEqualTo(1);
  }

  @Test
  void ofEqualValuesTheFirstIsChosen() {
    TradeOff flat =
        new TradeOff(
            PARITY, ACCURACY, List.of(new Candidate(.3, .1, .8, 1), new Candidate(.1, .1, .8, 1)));

    for (Rule rule : List.of(new Rule.Knee(), new Rule.BestTrust(.01), new Rule.Weighted(.5))) {
      assertThat(value(flat, rule)).as(rule.toString()).isEqualTo(.3);
    }
  }

  @Test
  void theReasonNamesValueRuleAndWhatItGives() {
    assertThat(CURVE.choose(new Rule.BestTrust(.01)).reason())
        .isEqualTo(
            "0.1: the best parity difference of the values that lose at most 0.01 of accuracy"
                + " (parity difference 0.1200, accuracy 0.8350)");
  }

  private static double value(TradeOff curve, Rule rule) {
    return curve.candidates().get(curve.choose(rule).index()).value();
  }
}
