package io.heirloom.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that this process has in use, as the kernel counts it, in megabytes of 2^20 bytes. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KILOBYTES_A_MEGABYTE = 1024;

  private ProcessMemory() {}

  /** Now. */
  static double residentMegabytes() {
    return megabytes("VmRSS:");
  }

  /** At most, so far. */
  static double peakResidentMegabytes() {
    return megabytes("VmHWM:");
  }

  private static double megabytes(String name) {
    try {
      return Files.readAllLines(STATUS).stream()
              .filter(line -> line.startsWith(name))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          / KILOBYTES_A_MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }
}
