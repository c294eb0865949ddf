package io.heirloom.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.CausalLanguageModel;
import io.heirloom.languagemodel.ComputeDevice;
import io.heirloom.languagemodel.ModelLibrary;
import io.heirloom.languagemodel.SequenceClassifier;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What is timed, and with what. */
abstract class Workload implements Callable<Integer> {
  private static final long SEED = 1;
  static final double NANOSECONDS = 1e-9;
  static final double MILLISECONDS = 1e3;

  @Option(
      names = "--shape",
      defaultValue = "14m",
      description = "Pythia's shape with random weights: 14m (default), 70m and so on.")
  String shape;

  @Option(
      names = "--data",
      required = true,
      description = "A file with a JSON object a line: ids, the tokens of a row, and label.")
  Path data;

  @Option(names = "--batch", description = "Rows at once (default ${DEFAULT-VALUE}).")
  int batch;

  @Option(names = "--steps", description = "How many batches are timed (default ${DEFAULT-VALUE}).")
  int steps;

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description = "What computes: cpu (default), or cuda:0 and so on.")
  ComputeDevice device;

  @Option(names = "--threads", defaultValue = "2", description = "Cores used (default 2).")
  int threads;

  /**
   * A workload.
   *
   * @param batch how many rows it takes at once unless it is told
   * @param steps how many batches it times unless it is told
   */
  Workload(int batch, int steps) {
    this.batch = batch;
    this.steps = steps;
  }

  /** Does the work and says what was measured, by name. */
  abstract Map<String, Object> measure() throws IOException;

  @Override
  public final Integer call() throws IOException {
    System.setProperty("heirloom.cores", String.valueOf(threads));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("workload", name());
    result.put("mode", "heirloom");
    result.put("shape", shape);
    result.put("batch", batch);
    result.put("device", device.name());
    result.put("threads", threads);
    result.putAll(measure());
    result.put("peak_rss_mb", ProcessMemory.peakResidentMegabytes());
    System.out.println("RESULT " + new JsonMapper().writeValueAsString(result));
    return 0;
  }

  /** The workload's name in the result. */
  abstract String name();

  final SequenceClassifier classifier() {
    return library().classifier(source(), 2, SEED, (received, total) -> {});
  }

  final CausalLanguageModel languageModel() {
    return library().languageModel(source(), SEED, (received, total) -> {});
  }

  private ModelLibrary library() {
    return new ModelLibrary(HubSettings.of(System.getenv()), AllowedFolders.ANYWHERE, device);
  }

  private ModelSource source() {
    return library().pin("random:pythia-" + shape);
  }

  /** The middle one of some numbers, in ascending order; of two in the middle, the larger. */
  static double median(double[] numbers) {
    return Arrays.stream(numbers).sorted().toArray()[numbers.length / 2];
  }

  /** As many rows of the data as asked for, from its beginning again where it has fewer. */
  final List<LabelledRow> rows(int number) throws IOException {
    List<LabelledRow> all = LabelledRow.read(data);
    return Stream.generate(() -> all).flatMap(List::stream).limit(number).toList();
  }
}
