package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.ToyTexts;
import io.heirloom.languagemodel.gptneox.Gradients;
import io.heirloom.languagemodel.gptneox.TrainableNetwork;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrainingLoopTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 20, 70, 150})
  void partsOfABatchGiveTheGradientOfTheWhole(int tokensAtOnce) {
    assertClose(
        Trainings.losses(Trainings.atOnce(tokensAtOnce), TestDevice.PLACE),
        Trainings.losses(Trainings.SETTINGS, TestDevice.PLACE));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void severalDevicesGiveTheGradientOfOne(int devices) {
    // One, several times over, each with parameters of its own.
    TrainingPlace place =
        new TrainingPlace(
            Collections.nCopies(devices, TestDevice.CHOSEN),
            Optional.empty(),
            TestDevice.PLACE.saveInterval());
    List<Double> one = Trainings.losses(Trainings.SETTINGS, TestDevice.PLACE);
    assertClose(Trainings.losses(Trainings.SETTINGS, place), one);
    assertClose(Trainings.losses(Trainings.atOnce(20), place), one);
  }

  @Test
  void tokensThatAreNeverMetChangeNothing() {
    TrainingSettings settings = Trainings.SETTINGS;
    byte[] narrowed = Trainings.weights(settings, TestDevice.PLACE, TrainingListener.SILENT);
    byte[] whole =
        Trainings.weights(
            settings,
            TestDevice.PLACE,
            TrainingListener.SILENT,
            keptAside -> {
              List<int[]> everyToken = new ArrayList<>(keptAside);
              everyToken.set(0, IntStream.range(0, 512).toArray());
              return everyToken;
            });
    assertThat(floats(narrowed)).containsExactly(floats(whole), within(1e-6f));
  }

  @Test
  void bfloat16FollowsFloat32() {
    List<Double> exact = Trainings.losses(Trainings.SETTINGS, TestDevice.PLACE);
    List<Double> rounded = Trainings.losses(Trainings.in(Precision.BFLOAT16), TestDevice.PLACE);
    assertThat(rounded).isNotEqualTo(exact).hasSameSizeAs(exact);
    for (int i = 0; i < exact.size(); i++) {
      assertThat(rounded.get(i)).as("step %d", i + 1).isCloseTo(exact.get(i), within(0.05));
    }
    assertThat(rounded.get(rounded.size() - 1)).isLessThan(rounded.get(0) * 2 / 3);
  }

  @Test
  void validatesAsOftenAsAsked() {
    List<Long> validated = new ArrayList<>();
    Trainings.weights(
        Trainings.patient(2, 0),
        TestDevice.PLACE,
        new TrainingListener() {
          @Override
          public void stepped(TrainingStep step) {}

          @Override
          public void validated(long step, double loss) {
            validated.add(step);
          }
        });
    // 7 batches an epoch.
    assertThat(validated).containsExactly(4L, 7L, 11L, 14L, 18L, 21L);
  }

  @Test
  void stopsWhenPatienceIsSpentAndKeepsTheBest() {
    double[] losses = {5, 4, 4.5, 3, 3.5, 3.2, 9, 9};
    List<Long> steps = new ArrayList<>();
    List<float[]> seen = new ArrayList<>();
    TrainingSettings settings = Trainings.patient(7, 3);
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      ToyTexts texts = ToyTexts.draw(200, 1);
      List<int[]> rows = model.tokenize(texts.texts(), 64);
      TrainingOutcome outcome =
          new ClassifierTraining(settings, 1, TestDevice.PLACE)
              .train(
                  model,
                  ClassifierRows.of(rows),
                  texts.objective(),
                  new ValidationRows(
                      rows.subList(0, 1),
                      logits -> {
                        seen.add(logits[0]);
                        return losses[steps.size() - 1];
                      }),
                  step -> steps.add(step.number()));

      assertThat(steps).endsWith(7L);
      assertThat(outcome.steps()).isEqualTo(7);
      assertThat(outcome.validationLoss()).hasValue(3);
      float[] answer = model.logits(rows.subList(0, 1), (done, total) -> {})[0];
      assertThat(answer).isEqualTo(seen.get(3)).isNotEqualTo(seen.get(6));
    }
  }

  @Test
  void patienceNeedsRowsToWatch() {
    assertThatThrownBy(
            () ->
                Trainings.weights(
                    Trainings.patient(1, 2),
                    TestDevice.PLACE,
                    TrainingListener.SILENT,
                    rows -> List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("training.patience: 2");
  }

  @Test
  void goesOnWithFewerTokensAtOnceWhenMemoryRunsOut() {
    List<Integer> cuts = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(TrainingStep step) {
            losses.add(step.loss());
          }

          @Override
          public void cutSmaller(long step, int tokensAtOnce) {
            cuts.add(tokensAtOnce);
          }
        };
    trainWithMemoryFor(60, listener);
    assertThat(cuts).isNotEmpty().hasSizeLessThan(4);
    assertThat(cuts.get(cuts.size() - 1)).isLessThanOrEqualTo(60);
    assertClose(losses, Trainings.losses(Trainings.SETTINGS, TestDevice.PLACE));
  }

  @Test
  void givesUpWhenNotEvenARowFitsIntoMemory() {
    assertThatThrownBy(() -> trainWithMemoryFor(0, TrainingListener.SILENT))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of memory");
  }

  private static void trainWithMemoryFor(int tokensAtOnce, TrainingListener listener) {
    ToyTexts texts = ToyTexts.draw(200, 1);
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      List<int[]> rows = model.tokenize(texts.texts(), 64);
      try (TrainableNetwork network =
          new TrainableNetwork(
              model.network(), Trainings.SETTINGS, rows, List.of(TestDevice.CHOSEN.device()))) {
        BatchLoss real =
            new ClassifierLoss(
                network,
                ClassifierRows.of(rows),
                texts.objective(),
                ValidationRows.NONE,
                GaussianNoise.seeded(1),
                listener);
        new TrainingLoop(
                Trainings.SETTINGS,
                new ShuffledBatches(rows, Trainings.SETTINGS, 1),
                network,
                step -> network.gradients(),
                new SmallMemory(real, tokensAtOnce),
                listener)
            .run(TestDevice.PLACE);
      }
    }
  }

  /**
   * A fake, since a machine whose memory really runs out takes other processes down with it: fails
   * as PyTorch does, after part of the gradient is there.
   *
   * @param enoughFor how many tokens at once
   */
  private record SmallMemory(BatchLoss real, int enoughFor) implements BatchLoss {
    @Override
    public double of(long step, int[] rows, double share, int tokensAtOnce, Gradients gradients) {
      double loss = real.of(step, rows, share, tokensAtOnce, gradients);
      if (tokensAtOnce > enoughFor) {
        throw new EngineException("CUDA out of memory. Tried to allocate 20.00 MiB");
      }
      return loss;
    }

    @Override
    public OptionalDouble ofValidation(int tokensAtOnce) {
      return real.ofValidation(tokensAtOnce);
    }
  }

  private static void assertClose(List<Double> actual, List<Double> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).as("step %d", i + 1).isCloseTo(expected.get(i), within(2e-4));
    }
  }

  private static float[] floats(byte[] weights) {
    ByteBuffer bytes = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(Math.toIntExact(Long.BYTES + bytes.getLong(0)));
    float[] floats = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }
}
