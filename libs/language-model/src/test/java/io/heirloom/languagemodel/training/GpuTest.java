package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.RowLoss;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.languagemodel.noise.GaussianNoise;
import io.heirloom.languagemodel.torchscript.OutOfMemory;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a GPU does beside what the CPU does, and twice. The rows are long, unequal and share tokens,
 * so that sums are large enough to be parted among many threads.
 */
@EnabledIfSystemProperty(named = TestDevice.PROPERTY, matches = "cuda:.*")
final class GpuTest {
  private static final List<int[]> ROWS = rows(96);
  private static final LogitObjective BY_PARITY = GpuTest::crossEntropy;
  private static final Optional<DpSgd> PRIVATE =
      Optional.of(new DpSgd(0.5, 0.3, GaussianNoise.seeded(7)));

  private static final Map<String, String> OFFLINE =
      Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", System.getProperty("java.io.tmpdir"));

  @TempDir Path folder;

  /** What is trained, and how. */
  enum Kind {
    CLASSIFIER(Precision.FLOAT32, Optional.empty()),
    CLASSIFIER_IN_BFLOAT16(Precision.BFLOAT16, Optional.empty()),
    PRIVATE_CLASSIFIER(Precision.FLOAT32, PRIVATE),
    LANGUAGE_MODEL(Precision.FLOAT32, Optional.empty()),
    LANGUAGE_MODEL_IN_BFLOAT16(Precision.BFLOAT16, Optional.empty()),
    PRIVATE_LANGUAGE_MODEL(Precision.FLOAT32, PRIVATE);

    private final TrainingSettings settings;
    private final Optional<DpSgd> privacy;

    Kind(Precision precision, Optional<DpSgd> privacy) {
      this.settings = settings(precision);
      this.privacy = privacy;
    }

    /** Trains, and saves what came of it in a folder. */
    void train(TrainingPlace place, TrainingListener listener, Path saved) {
      if (name().contains("CLASSIFIER")) {
        try (SequenceClassifier model = classifier(place.devices().get(0))) {
          new ClassifierTraining(settings, 1, place, privacy)
              .train(model, ClassifierRows.of(ROWS), BY_PARITY, ValidationRows.NONE, listener);
          model.save(saved);
        }
      } else {
        try (CausalLanguageModel model = languageModel(place.devices().get(0))) {
          new LanguageModelTraining(settings, 1, place, LossMean.OVER_ROWS, privacy)
              .train(model, ROWS, List.of(), listener);
          model.save(saved);
        }
      }
    }

    List<Double> losses(TrainingPlace place, Path saved) {
      List<Double> losses = new ArrayList<>();
      train(place, step -> losses.add(step.loss()), saved);
      return losses;
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainsAsTheCpuDoes(Kind kind) {
    List<Double> cpu = kind.losses(TrainingPlace.CPU, folder);
    List<Double> gpu = kind.losses(TestDevice.PLACE, folder);
    double tolerance = kind.settings.precision() == Precision.FLOAT32 ? 1e-3 : 0.02;
    assertThat(gpu).hasSameSizeAs(cpu);
    for (int step = 0; step < cpu.size(); step++) {
      assertThat(gpu.get(step))
          .as("step %d", step + 1)
          .isCloseTo(cpu.get(step), within(tolerance * cpu.get(step)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void twiceItEndsWithTheSameBits(Kind kind) throws Exception {
    assertThat(weights(kind, TestDevice.PLACE)).isEqualTo(weights(kind, TestDevice.PLACE));
  }

  @ParameterizedTest
  @EnumSource
  void stoppedAndResumedItEndsWithTheSameBits(Kind kind) throws Exception {
    byte[] undisturbed = weights(kind, TestDevice.PLACE);
    TrainingPlace keeping = keeping(TestDevice.CHOSEN);
    stopAt(4, kind, keeping);
    assertThat(weights(kind, keeping)).isEqualTo(undisturbed);
  }

  @Test
  void goesOnWithWhatTheCpuLeftAndTheCpuWithWhatItLeft() {
    List<Double> undisturbed = Kind.CLASSIFIER.losses(TrainingPlace.CPU, folder);
    stopAt(3, Kind.CLASSIFIER, keeping(ComputeDevice.CPU));
    stopAt(6, Kind.CLASSIFIER, keeping(TestDevice.CHOSEN));
    List<Double> last = Kind.CLASSIFIER.losses(keeping(ComputeDevice.CPU), folder);
    assertThat(last).hasSize(undisturbed.size() - 6);
    for (int i = 0; i < last.size(); i++) {
      assertThat(last.get(i)).isCloseTo(undisturbed.get(6 + i), within(1e-3));
    }
  }

  @Test
  void answersAsTheCpuDoes() {
    float[][] cpu = logits(ComputeDevice.CPU);
    float[][] gpu = logits(TestDevice.CHOSEN);
    for (int row = 0; row < cpu.length; row++) {
      assertThat(gpu[row]).containsExactly(cpu[row], within(1e-5f));
    }
    List<RowLoss> cpuLosses = losses(ComputeDevice.CPU);
    List<RowLoss> gpuLosses = losses(TestDevice.CHOSEN);
    for (int row = 0; row < cpuLosses.size(); row++) {
      double sum = cpuLosses.get(row).sum();
      assertThat(gpuLosses.get(row).sum()).isCloseTo(sum, within(1e-5 * sum));
    }
  }

  @Test
  void goesOnWithPromptsAsTheCpuDoesAndEachTimeTheSame() {
    GenerationSettings greedy = GenerationSettings.greedy(20, List.of());
    GenerationSettings drawn = new GenerationSettings(20, 2, 1, 50, 0.9, List.of(), 3);
    assertThat(continued(TestDevice.CHOSEN, greedy))
        .isDeepEqualTo(continued(ComputeDevice.CPU, greedy));
    assertThat(continued(TestDevice.CHOSEN, drawn))
        .isDeepEqualTo(continued(TestDevice.CHOSEN, drawn));
  }

  @Test
  void goesOnWithFewerTokensAtOnceWhenItsMemoryRunsOut() {
    List<Integer> cuts = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Double> undisturbed = Kind.LANGUAGE_MODEL.losses(TestDevice.PLACE, folder);
    try (NDManager others = PyTorchEngine.newManager(TestDevice.CHOSEN.device())) {
      takeAllBut(120L << 20, others);
      Kind.LANGUAGE_MODEL.train(
          TestDevice.PLACE,
          new TrainingListener() {
            @Override
            public void stepped(TrainingStep step) {
              losses.add(step.loss());
            }

            @Override
            public void cutSmaller(long step, int tokensAtOnce) {
              cuts.add(tokensAtOnce);
            }
          },
          folder);
    }
    assertThat(cuts).isNotEmpty();
    for (int step = 0; step < undisturbed.size(); step++) {
      assertThat(losses.get(step)).isCloseTo(undisturbed.get(step), within(1e-3));
    }
    assertThat(Kind.LANGUAGE_MODEL.losses(TestDevice.PLACE, folder)).isEqualTo(undisturbed);
  }

  /** Takes the device's memory until there is none left, and then gives so many bytes back. */
  private static void takeAllBut(long bytes, NDManager owner) {
    NDManager last = owner.newSubManager();
    last.zeros(new Shape(bytes / Float.BYTES));
    long each = 1L << 30;
    while (each >= 1 << 20) {
      try {
        owner.zeros(new Shape(each / Float.BYTES));
      } catch (EngineException e) {
        assertThat(OutOfMemory.caused(e)).as(e.getMessage()).isTrue();
        each /= 2;
      }
    }
    last.close();
    PyTorchEngine.releaseFreeMemory();
  }

  private byte[] weights(Kind kind, TrainingPlace place) throws Exception {
    kind.train(place, TrainingListener.SILENT, folder);
    return Files.readAllBytes(folder.resolve("model.safetensors"));
  }

  private void stopAt(long number, Kind kind, TrainingPlace place) {
    assertThatThrownBy(
            () ->
                kind.train(
                    place,
                    step -> {
                      if (step.number() == number) {
                        throw new CancellationException("stopped");
                      }
                    },
                    folder))
        .isInstanceOf(CancellationException.class);
  }

  private TrainingPlace keeping(ComputeDevice device) {
    return new TrainingPlace(List.of(device), Optional.of(() -> folder), Duration.ofHours(1));
  }

  private static SequenceClassifier classifier(ComputeDevice device) {
    ModelLibrary library = library(device);
    return library.classifier(library.pin("random:small"), 2, 1, (received, total) -> {});
  }

  private static CausalLanguageModel languageModel(ComputeDevice device) {
    ModelLibrary library = library(device);
    return library.languageModel(library.pin("random:small"), 1, (received, total) -> {});
  }

  private static ModelLibrary library(ComputeDevice device) {
    return new ModelLibrary(HubSettings.of(OFFLINE), AllowedFolders.ANYWHERE, device);
  }

  private static float[][] logits(ComputeDevice device) {
    try (SequenceClassifier model = classifier(device)) {
      return model.logits(ROWS, (done, total) -> {});
    }
  }

  private static List<RowLoss> losses(ComputeDevice device) {
    try (CausalLanguageModel model = languageModel(device)) {
      return model.losses(ROWS, (done, total) -> {});
    }
  }

  private static int[][] continued(ComputeDevice device, GenerationSettings settings) {
    try (CausalLanguageModel model = languageModel(device)) {
      return Arrays.stream(
              model.generate(Prompt.numbered(ROWS.subList(0, 16)), settings, (done, total) -> {}))
          .flatMap(Arrays::stream)
          .toArray(int[][]::new);
    }
  }

  private static TrainingSettings settings(Precision precision) {
    return new TrainingSettings(
        3,
        32,
        TrainingSettings.Batches.SHUFFLED,
        1e-3,
        TrainingSettings.Schedule.LINEAR,
        0.1,
        0.01,
        1,
        512,
        16_384,
        precision,
        0,
        0);
  }

  private static List<int[]> rows(int number) {
    Random random = new Random(1);
    return IntStream.range(0, number)
        .mapToObj(row -> random.ints(2 + random.nextInt(300), 0, 200).toArray())
        .toList();
  }

  /** Of a class that is told apart by whether a row's first token is even. */
  private static LossAndGradient crossEntropy(int[] rows, float[][] logits, double trainingShare) {
    double loss = 0;
    float[][] gradient = new float[rows.length][2];
    for (int i = 0; i < rows.length; i++) {
      int label = ROWS.get(rows[i])[0] % 2;
      double wrong = 1 / (1 + Math.exp(logits[i][label] - logits[i][1 - label]));
      loss -= Math.log1p(-wrong) / rows.length;
      gradient[i][label] = (float) (-wrong / rows.length);
      gradient[i][1 - label] = (float) (wrong / rows.length);
    }
    return new LossAndGradient(loss, gradient);
  }
}
