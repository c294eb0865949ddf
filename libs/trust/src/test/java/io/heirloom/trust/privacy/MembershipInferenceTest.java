package io.heirloom.trust.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipInferenceTest {
  private static final double[] NONE = {};

  @Test
  void agreesWithGoldenCases() {
    for (JsonNode file : Golden.under("membership_inference")) {
      for (JsonNode example : file.get("cases")) {
        MembershipInference found =
            new MembershipInference(
                doubles(example.get("member_losses")), doubles(example.get("non_member_losses")));
        String name = example.get("name").asText();
        assertThat(found.areaUnderCurve().orElseThrow())
            .as(name)
            .isCloseTo(example.get("auc").asDouble(), within(1e-12));
        for (Map.Entry<String, JsonNode> rate : example.get("tpr_at_fpr").properties()) {
          assertThat(found.truePositiveRate(Double.parseDouble(rate.getKey())).orElseThrow())
              .as(name + " at " + rate.getKey())
              .isCloseTo(
                  rate.getValue().get("tpr_step (largest TPR with FPR <= x)").asDouble(),
                  within(1e-12));
        }
      }
    }
  }

  private static double[] doubles(JsonNode values) {
    return new ObjectMapper().convertValue(values, double[].class);
  }

  @Test
  void agreesWithTheDefinitions() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      // Whole numbers, so that there are ties.
      double[] members = random.ints(1 + random.nextInt(30), 0, 12).asDoubleStream().toArray();
      double[] others = random.ints(1 + random.nextInt(30), 2, 14).asDoubleStream().toArray();
      double rate = random.nextInt(11) / 10.0;
      MembershipInference found = new MembershipInference(members, others);
      assertThat(found.areaUnderCurve().orElseThrow())
          .isCloseTo(area(members, others), within(1e-12));
      assertThat(found.truePositiveRate(rate).orElseThrow())
          .isCloseTo(truePositiveRate(members, others, rate), within(1e-12));
    }
  }

  private static double area(double[] members, double[] others) {
    double sum = 0;
    for (double member : members) {
      for (double other : others) {
        sum += member < other ? 1 : member == other ? 0.5 : 0;
      }
    }
    return sum / members.length / others.length;
  }

  private static double truePositiveRate(double[] members, double[] others, double rate) {
    double best = 0;
    for (int threshold = -1; threshold < 15; threshold++) {
      if (share(others, threshold) <= rate) {
        best = Math.max(best, share(members, threshold));
      }
    }
    return best;
  }

  private static double share(double[] losses, double threshold) {
    return (double) Arrays.stream(losses).filter(loss -> loss <= threshold).count() / losses.length;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 29, 57, 58})
  void aShareOfAHundredIsNotLostToRounding(int hundredths) {
    double[] losses = new double[100];
    Arrays.setAll(losses, index -> index);
    // Each non-member has a member of the same loss: a threshold finds as many of either.
    assertThat(new MembershipInference(losses, losses).truePositiveRate(hundredths / 100.0))
        .hasValue(hundredths / 100.0);
  }

  @Test
  void undefinedWithoutMembersOrWithoutOthers() {
    double[] some = {1, 2};
    for (MembershipInference none :
        List.of(
            new MembershipInference(NONE, some),
            new MembershipInference(some, NONE),
            new MembershipInference(NONE, NONE))) {
      assertThat(none.areaUnderCurve()).isEmpty();
      assertThat(none.truePositiveRate(0.01)).isEmpty();
    }
  }

  @Test
  void lossesThatAreAllAlikeGiveNothingAway() {
    MembershipInference alike =
        new MembershipInference(new double[] {2, 2, 2}, new double[] {2, 2});
    assertThat(alike.areaUnderCurve()).hasValue(0.5);
    assertThat(alike.truePositiveRate(0.01)).hasValue(0);
    assertThat(alike.truePositiveRate(1)).hasValue(1);
  }

  @Test
  void infiniteLossesAreTheHighestAndOthersThanNumbersAreRefused() {
    MembershipInference infinite =
        new MembershipInference(
            new double[] {0.0, -0.0}, new double[] {Double.POSITIVE_INFINITY, 0});
    assertThat(infinite.areaUnderCurve()).hasValue(0.75);
    assertThatThrownBy(() -> new MembershipInference(new double[] {1, Double.NaN, 2}, NONE))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> infinite.truePositiveRate(1.01))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> infinite.truePositiveRate(Double.NaN))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void leavesWhatItIsGivenAsItIs() {
    double[] members = {3, 1, 2};
    assertThat(new MembershipInference(members, members).areaUnderCurve()).hasValue(0.5);
    assertThat(members).containsExactly(3, 1, 2);
  }
}
