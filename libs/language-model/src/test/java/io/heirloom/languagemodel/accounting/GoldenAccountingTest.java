package io.heirloom.languagemodel.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Accountants say what those of Opacus say, and no less than Google's rigorous bound. */
final class GoldenAccountingTest {
  private static final Percentage DIVERGENCE = Percentage.withPercentage(1e-4);
  private static final Percentage LOSS = Percentage.withPercentage(0.01);

  /** Opacus halves an interval until what is spent is 0.01 below the target or less. */
  private static final Percentage NOISE = Percentage.withPercentage(1);

  /** Google's series ends early at orders below 2; Opacus' are right to eight digits. */
  private static final Percentage SINGLE_STEP = Percentage.withPercentage(1e-5);

  @TestFactory
  Stream<DynamicTest> epsilonsAgree() throws IOException {
    return tests("grid", GoldenAccountingTest::epsilonAgrees);
  }

  @TestFactory
  Stream<DynamicTest> noiseMultipliersAgree() throws IOException {
    return tests("inverse", GoldenAccountingTest::noiseMultiplierAgrees);
  }

  @TestFactory
  Stream<DynamicTest> divergencesOfAStepAgree() throws IOException {
    return tests("single_step_rdp", GoldenAccountingTest::divergenceAgrees);
  }

  /**
   * Both report the upper end of an interval of the same width, hence the small difference. That it
   * is no smaller than the true epsilon follows where Google's accountant was run: its figure is
   * none too small either (it rounds losses up), and ours is above it, by the 0.01 that ours adds
   * and a little that depends on Google's rounding. Above it by more than 0.02, ours would be
   * needlessly large.
   */
  private static void epsilonAgrees(JsonNode row) {
    long steps = row.get("steps").asLong();
    double delta = row.get("delta").asDouble();
    double byLoss = Accountant.PRV.epsilon(mechanism(row), steps, delta);
    assertThat(Accountant.RDP.epsilon(mechanism(row), steps, delta))
        .isCloseTo(row.get("opacus_rdp").asDouble(), DIVERGENCE);
    assertThat(byLoss).isCloseTo(row.get("opacus_prv").asDouble(), LOSS);
    if (row.has("google_pld")) {
      double rigorous = row.get("google_pld").asDouble();
      assertThat(byLoss).isBetween(rigorous, rigorous + 0.02);
    }
  }

  private static void noiseMultiplierAgrees(JsonNode row) {
    PrivacyTarget target =
        new PrivacyTarget(row.get("target_epsilon").asDouble(), row.get("delta").asDouble());
    double rate = row.get("sample_rate").asDouble();
    long steps = row.get("steps").asLong();
    for (Accountant accountant : Accountant.values()) {
      assertThat(target.noiseMultiplier(accountant, rate, steps))
          .as(accountant.label())
          .isCloseTo(row.get("opacus_" + accountant.label()).asDouble(), NOISE);
    }
  }

  private static void divergenceAgrees(JsonNode row) {
    assertThat(RenyiDivergence.of(mechanism(row), row.get("order").asDouble()))
        .isCloseTo(row.get("rdp_opacus").asDouble(), SINGLE_STEP)
        .isCloseTo(row.get("rdp_by_quadrature").asDouble(), SINGLE_STEP);
  }

  private static SampledGaussian mechanism(JsonNode row) {
    return new SampledGaussian(
        row.get("sample_rate").asDouble(), row.get("noise_multiplier").asDouble());
  }

  private static Stream<DynamicTest> tests(String key, Consumer<JsonNode> test) throws IOException {
    Path file = Path.of(System.getProperty("golden", "golden")).resolve("accounting.json");
    if (!Files.exists(file)) {
      abort("no golden cases: " + file.toAbsolutePath() + " is not there");
    }
    JsonNode rows = new JsonMapper().readTree(file.toFile()).path(key);
    assertThat(rows).as("rows of %s in %s", key, file).isNotEmpty();
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> DynamicTest.dynamicTest(row.toString(), () -> test.accept(row)));
  }
}
