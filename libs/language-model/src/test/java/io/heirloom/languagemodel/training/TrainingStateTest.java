package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.contentOf;

import io.heirloom.languagemodel.TestDevice;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training that is stopped or dies goes on where it was, and ends with the same bits. */
final class TrainingStateTest {
  private static final String FILE = "training-state.safetensors";

  @TempDir Path folder;

  static Stream<TrainingSettings> kinds() {
    return Stream.of(
        Trainings.SETTINGS,
        Trainings.by(Batches.BY_LENGTH),
        Trainings.patient(3, 2),
        Trainings.atOnce(50));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stoppedAnywhereItEndsWithTheSameBits(TrainingSettings settings) {
    byte[] undisturbed = Trainings.weights(settings, TestDevice.PLACE, TrainingListener.SILENT);
    List<Long> steps = new ArrayList<>();
    for (long stop : new long[] {1, 6, 7, 8, 15}) {
      assertThatThrownBy(
              () ->
                  Trainings.weights(
                      settings,
                      Trainings.keepingStateIn(folder),
                      step -> {
                        steps.add(step.number());
                        if (step.number() == stop) {
                          throw new CancellationException("stopped");
                        }
                      }))
          .isInstanceOf(CancellationException.class);
    }
    byte[] resumed =
        Trainings.weights(
            settings, Trainings.keepingStateIn(folder), step -> steps.add(step.number()));

    assertThat(resumed).isEqualTo(undisturbed);
    assertThat(steps).doesNotHaveDuplicates().isSorted().startsWith(1L).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stoppedInTheMiddleOfAStepOrOfALookAtValidationItEndsWithTheSameBits(
      TrainingSettings settings) {
    byte[] undisturbed = Trainings.weights(settings, TrainingPlace.CPU, TrainingListener.SILENT);
    int stops = 0;
    byte[] resumed = null;
    while (resumed == null) {
      StopAt stopping = new StopAt(1 + 20 * stops);
      try {
        resumed = Trainings.weights(settings, Trainings.keepingStateIn(folder), stopping);
      } catch (CancellationException e) {
        stops++;
      }
    }

    assertThat(resumed).isEqualTo(undisturbed);
    assertThat(stops).isPositive();
  }

  /** Stops when it has heard of work so often. */
  private static final class StopAt implements TrainingListener {
    private int left;

    StopAt(int calls) {
      left = calls;
    }

    @Override
    public void stepped(TrainingStep step) {}

    @Override
    public void working() {
      left--;
      if (left == 0) {
        throw new CancellationException("stopped");
      }
    }
  }

  @Test
  void killedItEndsWithTheSameBits() throws Exception {
    byte[] undisturbed = LongTraining.weights(TestDevice.PLACE);
    Path state = folder.resolve(FILE);
    for (int kill = 0; kill < 2; kill++) {
      long before = Files.exists(state) ? Files.getLastModifiedTime(state).toMillis() : 0;
      Process training = LongTraining.start(folder);
      while (!Files.exists(state) || Files.getLastModifiedTime(state).toMillis() == before) {
        assertThat(training.isAlive())
            .as(() -> "still training; " + contentOf(folder.resolve("log").toFile()))
            .isTrue();
        Thread.sleep(5);
      }
      training.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    List<Long> steps = new ArrayList<>();
    byte[] resumed =
        LongTraining.weights(Trainings.keepingStateIn(folder), step -> steps.add(step.number()));

    assertThat(steps.get(0)).isGreaterThan(1);
    assertThat(resumed).isEqualTo(undisturbed);
  }

  @Test
  void aDamagedStateIsPassedOver() throws IOException {
    byte[] undisturbed =
        Trainings.weights(Trainings.SETTINGS, TestDevice.PLACE, TrainingListener.SILENT);
    stopAt(9);
    byte[] state = Files.readAllBytes(folder.resolve(FILE));
    Random random = new Random(1);
    for (int damage = 0; damage < 5; damage++) {
      byte[] damaged = state.clone();
      damaged[random.nextInt(damaged.length)] ^= 1;
      Files.write(folder.resolve(FILE), damaged);
      assertThat(firstStepFromHere()).as("damage %d", damage).isEqualTo(1);
    }
    Files.write(folder.resolve(FILE), new byte[100]);
    assertThat(firstStepFromHere()).isEqualTo(1);
    assertThat(
            Trainings.weights(
                Trainings.SETTINGS, Trainings.keepingStateIn(folder), TrainingListener.SILENT))
        .isEqualTo(undisturbed);
  }

  @Test
  void aStateThatCannotBeSavedStopsNothing() throws IOException {
    byte[] undisturbed =
        Trainings.weights(Trainings.SETTINGS, TestDevice.PLACE, TrainingListener.SILENT);
    Path gone = Files.createFile(folder.resolve("a file, no folder"));
    assertThat(
            Trainings.weights(
                Trainings.SETTINGS, Trainings.keepingStateIn(gone), TrainingListener.SILENT))
        .isEqualTo(undisturbed);
  }

  private void stopAt(long number) {
    assertThatThrownBy(
            () ->
                Trainings.weights(
                    Trainings.SETTINGS,
                    Trainings.keepingStateIn(folder),
                    step -> {
                      if (step.number() == number) {
                        throw new CancellationException("stopped");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
  }

  /** Where training begins; its state is then put back as it was. */
  private long firstStepFromHere() throws IOException {
    byte[] state = Files.readAllBytes(folder.resolve(FILE));
    List<Long> first = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Trainings.weights(
                    Trainings.SETTINGS,
                    Trainings.keepingStateIn(folder),
                    step -> {
                      first.add(step.number());
                      throw new CancellationException("seen");
                    }))
        .isInstanceOf(CancellationException.class);
    Files.write(folder.resolve(FILE), state);
    return first.get(0);
  }
}
