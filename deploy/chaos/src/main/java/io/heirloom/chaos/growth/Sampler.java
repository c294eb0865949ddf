package io.heirloom.chaos.growth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes samples of Java processes of this machine. */
final class Sampler {
  private static final Pattern LIVE = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final int KILOBYTE = 1024;

  private final Path jcmd;

  /**
   * @param java the virtual machine of a JDK
   */
  Sampler(Path java) {
    this.jcmd = java.resolveSibling("jcmd");
  }

  ProcessSample of(long process) throws IOException, InterruptedException {
    double heap = liveObjects(process);
    Path entry = Path.of("/proc", Long.toString(process));
    String status = Files.readString(entry.resolve("status"));
    return new ProcessSample(
        heap / KILOBYTE,
        number(status, Pattern.compile("VmRSS:\\s+(\\d+)")),
        count(entry.resolve("fd")),
        number(status, Pattern.compile("Threads:\\s+(\\d+)")));
  }

  // The histogram of live objects begins with a full collection.
  private double liveObjects(long process) throws IOException, InterruptedException {
    Process command =
        new ProcessBuilder(List.of(jcmd.toString(), Long.toString(process), "GC.class_histogram"))
            .redirectErrorStream(true)
            .start();
    String histogram =
        new String(command.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    command.waitFor();
    return number(histogram, LIVE);
  }

  private static double number(String text, Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static double count(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.count();
    }
  }
}
