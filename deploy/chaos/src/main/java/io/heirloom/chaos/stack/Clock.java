package io.heirloom.chaos.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clock by which the services live, while broker and database keep the machine's time. */
public final class Clock {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib64/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/faketime/libfaketime.so.1"));

  private final Path offset;
  private final Map<String, String> environment;

  private Clock(Path offset, Map<String, String> environment) {
    this.offset = offset;
    this.environment = environment;
  }

  /** Whether clocks can be made to jump on this machine: libfaketime is installed. */
  public static boolean canJump() {
    return library().isPresent();
  }

  /**
   * A clock.
   *
   * @param folder where it stands how far it is off
   * @param own whether it can be made to jump; else it is the machine's
   */
  static Clock in(Path folder, boolean own) {
    Path offset = folder.resolve("clock");
    if (!own) {
      return new Clock(offset, Map.of());
    }
    Clock clock =
        new Clock(
            offset,
            Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                // Timers go by the monotonic clock, which never jumps.
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // Meant for an older C library: with this one, timed waits would not wait.
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0"));
    clock.jump(Duration.ZERO);
    return clock;
  }

  /** Variables for processes that are to live by it. */
  Map<String, String> environment() {
    return environment;
  }

  /** Lets it be off the machine's clock by so much, within a second. */
  public void jump(Duration off) {
    Path beside = offset.resolveSibling("clock.new");
    try {
      Files.writeString(beside, "%+d\n".formatted(off.toSeconds()));
      Files.move(
          beside, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the clock cannot be set", e);
    }
  }

  private static Optional<Path> library() {
    return LIBRARIES.stream().filter(Files::exists).findFirst();
  }
}
