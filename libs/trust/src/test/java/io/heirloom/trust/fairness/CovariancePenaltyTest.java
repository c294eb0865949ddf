package io.heirloom.trust.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.training.LogitObjective;
import io.heirloom.languagemodel.training.LossAndGradient;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import io.heirloom.trust.Losses;
import io.heirloom.trust.fairness.FairnessSettings.BaseRate;
import io.heirloom.trust.fairness.FairnessSettings.Penalty;
import io.heirloom.trust.fairness.FairnessSettings.Score;
import io.heirloom.trust.objective.AuxiliaryConfidence;
import io.heirloom.trust.objective.CrossEntropy;
import io.heirloom.trust.objective.Regularised;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CovariancePenaltyTest {
  private static final int[] GROUPS = {1, 0, 0, 1, 1};

  @Test
  void agreesWithGoldenCasesOfEquation3() {
    for (JsonNode file : Golden.under("fairness")) {
      if (file.has("lambda")) {
        for (JsonNode example : file.get("cases")) {
          boolean flipped = example.get("group").asText().equals("flip");
          int[] groups = Golden.integers(file.get(flipped ? "a_flipped" : "a"));
          assertAgrees(file, groups, example);
        }
      }
    }
  }

  private static void assertAgrees(JsonNode file, int[] groups, JsonNode example) {
    BaseRate baseRate = example.has("a_bar_from") ? BaseRate.DATA : BaseRate.BATCH;
    FairnessSettings settings =
        new FairnessSettings(
            penalty(example.get("penalty").asText()), score(example.get("f").asText()), baseRate);
    CovariancePenalty penalty =
        new CovariancePenalty(groups, settings, example.get("a_bar").asDouble());
    float[][] logits = Golden.floats(file.get("logits"));
    LogitObjective task = CrossEntropy.withClasses(Golden.integers(file.get("labels")), 2);
    LogitObjective loss = Regularised.with(task, file.get("lambda").asDouble(), penalty);
    Losses.assertAgrees(
        loss.at(Losses.rows(logits.length), logits, 0), example, example.toString());
  }

  @Test
  void agreesWithGoldenCasesOfEquation7() {
    for (JsonNode file : Golden.under("fairness_wts_eq7")) {
      float[][] logits = Golden.floats(file.get("logits"));
      LogitObjective task =
          new AuxiliaryConfidence(
              Golden.floats(file.get("weak_labels")), file.get("alpha").asDouble(), 0);
      file.get("cases")
          .properties()
          .forEach(
              entry -> {
                String[] form = entry.getKey().split(" / ");
                FairnessSettings settings =
                    new FairnessSettings(penalty(form[1]), score(form[0]), BaseRate.BATCH);
                LogitObjective loss =
                    Regularised.with(
                        task,
                        file.get("lambda").asDouble(),
                        new CovariancePenalty(Golden.integers(file.get("a")), settings));
                Losses.assertAgrees(
                    loss.at(Losses.rows(logits.length), logits, 0),
                    entry.getValue(),
                    entry.getKey());
              });
    }
  }

  private static Penalty penalty(String words) {
    return Penalty.valueOf(words.split(" ")[0].toUpperCase(Locale.ROOT));
  }

  private static Score score(String words) {
    return switch (words.split(" ")[0]) {
      case "logit_difference" -> Score.LOGIT_DIFFERENCE;
      case "probability" -> Score.PROBABILITY;
      case "logit" -> Score.LOGIT;
      default -> throw new IllegalArgumentException(words);
    };
  }

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void gradientIsThatOfThePenaltyForEveryScoreAndBaseRate(Penalty penalty) {
    for (Score score : Score.values()) {
      for (BaseRate baseRate : BaseRate.values()) {
        FairnessSettings settings = new FairnessSettings(penalty, score, baseRate);
        Losses.assertGradientIsOfLoss(
            new CovariancePenalty(GROUPS, settings, 0.3), Losses.logits(5, 2, 7), 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Penalty.class)
  void isNothingOnABatchOfOneGroup(Penalty penalty) {
    FairnessSettings settings =
        new FairnessSettings(penalty, Score.LOGIT_DIFFERENCE, BaseRate.BATCH);
    int[] women = {0, 3, 4};
    LossAndGradient loss =
        new CovariancePenalty(GROUPS, settings).at(women, Losses.logits(3, 2, 1), 0);
    assertThat(loss.loss()).isZero();
    for (float[] row : loss.gradient()) {
      assertThat(row).containsExactly(new float[] {0, 0}, within(0f));
    }
  }

  @Test
  void lambdaOfZeroLeavesTheTaskAsItIs() {
    LogitObjective task = CrossEntropy.withClasses(GROUPS, 2);
    CovariancePenalty penalty =
        new CovariancePenalty(
            GROUPS, new FairnessSettings(Penalty.ABSOLUTE, Score.LOGIT_DIFFERENCE, BaseRate.BATCH));
    assertThat(Regularised.with(task, 0, penalty)).isSameAs(task);
    assertThatThrownBy(() -> Regularised.with(task, -1, penalty))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("lambda");
    assertThatThrownBy(() -> Regularised.with(task, Double.NaN, penalty))
        .isInstanceOf(InvalidInputException.class);
  }
}
