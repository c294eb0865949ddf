package io.heirloom.trust.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.trust.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void meanAndDeviationAgreeWithGoldenCases() {
    for (JsonNode example : Golden.under("mean_and_std")) {
      List<Double> values = new ArrayList<>();
      example.get("values").forEach(value -> values.add(value.asDouble()));
      MeanAndDeviation found = MeanAndDeviation.of(values);
      assertThat(found.mean()).isCloseTo(example.get("mean").asDouble(), within(1e-12));
      assertThat(found.deviation().orElseThrow())
          .isCloseTo(example.get("std_sample (n-1)").asDouble(), within(1e-12));
      assertThat(found.count()).isEqualTo(values.size());
    }
  }

  @Test
  void aSingleValueHasNoDeviation() {
    assertThat(MeanAndDeviation.of(List.of(0.5)).deviation()).isEmpty();
  }

  @Test
  void performanceGapRecoveredAgreesWithGoldenCases() {
    for (JsonNode example : Golden.under("performance_gap_recovered")) {
      assertThat(
              PerformanceGapRecovered.of(
                      example.get("weak").asDouble(),
                      example.get("w2s").asDouble(),
                      example.get("ceiling").asDouble())
                  .orElseThrow())
          .isCloseTo(example.get("pgr").asDouble(), within(1e-12));
    }
  }

  @Test
  void withoutAGapNothingIsRecovered() {
    assertThat(PerformanceGapRecovered.of(0.7, 0.8, 0.7)).isEmpty();
  }
}
