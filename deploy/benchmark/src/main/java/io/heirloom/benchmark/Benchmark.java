package io.heirloom.benchmark;

import io.heirloom.benchmark.load.LoadBenchmark;
import io.heirloom.languagemodel.ComputeDevice;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Times the training core by itself, without services: each workload prints one line, {@code
 * RESULT} and a JSON object, as scripts that time other programs at the same work do. And puts a
 * gateway under load.
 */
@Command(
    name = "benchmark",
    description =
        "Times training, private or not, labelling or generation, without services; or a gateway"
            + " under load.",
    subcommands = {
      TrainBenchmark.class,
      PrivacyBenchmark.class,
      LabelBenchmark.class,
      GenerateBenchmark.class,
      LoadBenchmark.class
    },
    mixinStandardHelpOptions = true)
public final class Benchmark {
  Benchmark() {}

  /** Runs the workload that the command line names. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .registerConverter(ComputeDevice.class, ComputeDevice::new)
            .execute(arguments));
  }
}
