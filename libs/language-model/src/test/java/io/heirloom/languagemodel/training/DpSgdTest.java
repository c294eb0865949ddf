package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.ToyTexts;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DpSgdTest {
  private static final ToyTexts TEXTS = ToyTexts.draw(200, 1);

  private static final TrainingSettings ONE_ROW_A_STEP =
      new TrainingSettings(
          1,
          1,
          TrainingSettings.Batches.SHUFFLED,
          3e-3,
          TrainingSettings.Schedule.LINEAR,
          0,
          0,
          1,
          64,
          16_384,
          TrainingSettings.Precision.FLOAT32,
          0,
          0);

  @TempDir Path folder;

  @Test
  void learnsWithLittleNoise() {
    List<Double> losses = new ArrayList<>();
    train(privacy(1, 0.01), TestDevice.PLACE, step -> losses.add(step.loss()));
    assertThat(mean(losses.subList(losses.size() - 5, losses.size())))
        .isLessThan(mean(losses.subList(0, 5)) * 2 / 3);
  }

  @Test
  void noiseAndClippingAreFelt() {
    float[] some = trained(privacy(1, 1));
    assertThat(trained(privacy(1, 1))).isEqualTo(some);
    assertThat(trained(privacy(1, 2))).isNotEqualTo(some);
    assertThat(trained(privacy(0.1, 10))).isNotEqualTo(some);
    assertThat(trained(new DpSgd(1, 1, GaussianNoise.seeded(8)))).isNotEqualTo(some);
    assertThat(trained(new DpSgd(1, 1, GaussianNoise.secure()))).isNotEqualTo(some);
  }

  /** It changes the model, and to the same whatever the rows are. */
  @Test
  void anEmptyBatchTakesAStepOfPureNoise() {
    double rate = DpSgd.sampleRate(ONE_ROW_A_STEP, 40);
    long seed =
        LongStream.range(0, 100)
            .filter(some -> new PoissonBatches(rows(40), 1, rate, some).of(0).length == 0)
            .findFirst()
            .orElseThrow();
    float[] after = afterOneStep(seed, TEXTS);
    try (SequenceClassifier untrained = ToyTexts.tinyClassifier(1)) {
      assertThat(after).isNotEqualTo(logits(untrained));
    }
    assertThat(afterOneStep(seed, ToyTexts.draw(200, 9))).isEqualTo(after);
  }

  private static float[] afterOneStep(long seed, ToyTexts texts) {
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      assertThatThrownBy(
              () ->
                  new ClassifierTraining(
                          ONE_ROW_A_STEP, seed, TestDevice.PLACE, Optional.of(privacy(1, 1)))
                      .train(
                          model,
                          ClassifierRows.of(model.tokenize(texts.texts(), 64).subList(0, 40)),
                          texts.objective(),
                          ValidationRows.NONE,
                          step -> {
                            assertThat(step.tokens()).isZero();
                            assertThat(step.loss()).isZero();
                            assertThat(step.gradientNorm()).isPositive();
                            throw new CancellationException("seen");
                          }))
          .isInstanceOf(CancellationException.class);
      return logits(model);
    }
  }

  @Test
  void stoppedAnywhereItEndsWithTheSameBits() {
    float[] undisturbed = trained(privacy(1, 1));
    for (long stop : new long[] {1, 5, 6}) {
      assertThatThrownBy(
              () ->
                  train(
                      privacy(1, 1),
                      Trainings.keepingStateIn(folder),
                      step -> {
                        if (step.number() == stop) {
                          throw new CancellationException("stopped");
                        }
                      }))
          .isInstanceOf(CancellationException.class);
    }
    List<Long> steps = new ArrayList<>();
    float[] resumed =
        train(privacy(1, 1), Trainings.keepingStateIn(folder), step -> steps.add(step.number()));
    assertThat(steps).startsWith(7L);
    assertThat(resumed).isEqualTo(undisturbed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 70})
  void partsOfABatchGiveTheGradientOfTheWhole(int tokensAtOnce) {
    List<Double> whole = new ArrayList<>();
    List<Double> parts = new ArrayList<>();
    train(privacy(0.1, 0.1), TestDevice.PLACE, step -> whole.add(step.gradientNorm()));
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      new ClassifierTraining(
              Trainings.atOnce(tokensAtOnce), 1, devices(1), Optional.of(privacy(0.1, 0.1)))
          .train(
              model,
              ClassifierRows.of(model.tokenize(TEXTS.texts(), 64)),
              TEXTS.objective(),
              ValidationRows.NONE,
              step -> parts.add(step.gradientNorm()));
    }
    assertClose(parts, whole);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void severalDevicesGiveTheGradientOfOne(int devices) {
    List<Double> one = new ArrayList<>();
    List<Double> several = new ArrayList<>();
    train(privacy(0.1, 0.1), TestDevice.PLACE, step -> one.add(step.gradientNorm()));
    train(privacy(0.1, 0.1), devices(devices), step -> several.add(step.gradientNorm()));
    assertClose(several, one);
  }

  @Test
  void aRowJoinsEachBatchWithTheSameProbability() {
    double rate = DpSgd.sampleRate(Trainings.SETTINGS, 1000);
    assertThat(rate).isEqualTo(Trainings.SETTINGS.batchSize() / 1000.0);
    Batches batches = new PoissonBatches(rows(1000), Trainings.SETTINGS.batchSize(), rate, 1);
    int steps = 2000;
    int[] ofRow = new int[1000];
    int[] sizes = new int[steps];
    int withNeighbour = 0;
    for (int step = 0; step < steps; step++) {
      int[] batch = batches.of(step);
      sizes[step] = batch.length;
      Arrays.stream(batch).forEach(row -> ofRow[row]++);
      withNeighbour +=
          (int) IntStream.range(1, batch.length).filter(i -> batch[i] == batch[i - 1] + 1).count();
    }
    double each = steps * rate;
    assertThat(Arrays.stream(ofRow).average().orElseThrow())
        .isCloseTo(each, within(5 * Math.sqrt(each / 1000)));
    assertThat(variance(ofRow) / (each * (1 - rate))).isCloseTo(1, within(0.25));
    assertThat(variance(sizes) / (1000 * rate * (1 - rate))).isCloseTo(1, within(0.16));
    assertThat(withNeighbour / (999 * steps * rate * rate)).isCloseTo(1, within(0.15));
    assertThat(batches.of(3)).isEqualTo(batches.of(3)).isNotEqualTo(batches.of(4));
  }

  @Test
  void aTrainingHasAsManyStepsAsIsSaid() {
    List<TrainingStep> steps = new ArrayList<>();
    train(privacy(1, 1), TestDevice.PLACE, steps::add);
    assertThat(steps).hasSize((int) DpSgd.steps(Trainings.SETTINGS, 200));
    assertThat(DpSgd.sampleRate(Trainings.SETTINGS, 1)).isEqualTo(1);
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (double clip : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> privacy(clip, 1))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("privacy.clip");
    }
    for (double multiplier : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> privacy(1, multiplier))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("privacy.noise_multiplier");
    }
  }

  private static DpSgd privacy(double clip, double noiseMultiplier) {
    return new DpSgd(clip, noiseMultiplier, GaussianNoise.seeded(7));
  }

  private static float[] trained(DpSgd privacy) {
    return train(privacy, TestDevice.PLACE, TrainingListener.SILENT);
  }

  /** Returns answers of the trained model, which tell models apart to the last bit. */
  private static float[] train(DpSgd privacy, TrainingPlace place, TrainingListener listener) {
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      new ClassifierTraining(Trainings.SETTINGS, 1, place, Optional.of(privacy))
          .train(
              model,
              ClassifierRows.of(model.tokenize(TEXTS.texts(), 64)),
              TEXTS.objective(),
              ValidationRows.NONE,
              listener);
      return logits(model);
    }
  }

  private static float[] logits(SequenceClassifier model) {
    float[][] logits =
        model.logits(model.tokenize(TEXTS.texts().subList(0, 20), 64), (done, total) -> {});
    float[] flat = new float[2 * logits.length];
    for (int i = 0; i < logits.length; i++) {
      System.arraycopy(logits[i], 0, flat, 2 * i, 2);
    }
    return flat;
  }

  private static TrainingPlace devices(int number) {
    return new TrainingPlace(
        Collections.nCopies(number, TestDevice.CHOSEN),
        Optional.empty(),
        TestDevice.PLACE.saveInterval());
  }

  private static List<int[]> rows(int number) {
    return Collections.nCopies(number, new int[] {1});
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double variance(int[] numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    return Arrays.stream(numbers).mapToDouble(n -> (n - mean) * (n - mean)).average().orElseThrow();
  }

  private static void assertClose(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isCloseTo(expected.get(i), within(1e-3 * expected.get(i)));
    }
  }
}
