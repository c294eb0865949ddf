package io.heirloom.languagemodel.training;

import io.heirloom.languagemodel.TestDevice;
import io.heirloom.lineage.step.TrainingSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A training of some seconds, also in a process of its own, to be killed. */
final class LongTraining {
  private static final TrainingSettings SETTINGS =
      new TrainingSettings(
          40,
          8,
          TrainingSettings.Batches.SHUFFLED,
          1e-3,
          TrainingSettings.Schedule.COSINE,
          0.1,
          0.01,
          1,
          64,
          16_384,
          TrainingSettings.Precision.FLOAT32,
          0,
          0);

  private LongTraining() {}

  public static void main(String[] arguments) {
    weights(Trainings.keepingStateIn(Path.of(arguments[0])));
  }

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-D%s=%s".formatted(TestDevice.PROPERTY, TestDevice.CHOSEN.name()),
                LongTraining.class.getName(),
                folder.toString()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  static byte[] weights(TrainingPlace place) {
    return weights(place, TrainingListener.SILENT);
  }

  static byte[] weights(TrainingPlace place, TrainingListener listener) {
    return Trainings.weights(SETTINGS, place, listener);
  }
}
