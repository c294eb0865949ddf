package io.heirloom.worker.tries;

import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * What this process logs while a try is under way, in two files that take turns, each line on the
 * disk's side of the process as soon as it is written: what can still be read when the worker is
 * dead. Lines of whatever else the process does are among them.
 */
final class TryLog {
  private static final org.jboss.logging.Logger LOG =
      org.jboss.logging.Logger.getLogger(TryLog.class);
  private static final String LINE = "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{1}] %s%e%n";
  private static final int FILES = 2;
  private static final int BYTES_OF_FILE = 32 << 10;

  private final Supplier<Path> folder;
  private final String name;
  private Handler handler;

  /** The log of a study's order; {@code folder} as a ledger has it. */
  TryLog(Supplier<Path> folder, StudyId study) {
    this.folder = folder;
    this.name = "log-" + study.value() + ".";
  }

  /** The lines of the last try, the first one first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int file = FILES - 1; file >= 0; file--) {
      try {
        Path path = file(file);
        if (Files.exists(path)) {
          lines.addAll(
              new String(Files.readAllBytes(path), StandardCharsets.UTF_8).lines().toList());
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debugf(e, "a log cannot be read");
      }
    }
    return lines;
  }

  /** Begins a log in the place of the last one. */
  void open() {
    try {
      for (int file = 0; file < FILES; file++) {
        Files.deleteIfExists(file(file));
      }
      handler = new BoundedLogFile(file(0), file(1), BYTES_OF_FILE, new PatternFormatter(LINE));
      root().addHandler(handler);
    } catch (IOException | UncheckedIOException e) {
      LOG.warnf("no log is kept of this try: %s", e.getMessage());
    }
  }

  void close() {
    if (handler != null) {
      root().removeHandler(handler);
      handler.close();
      handler = null;
    }
  }

  private Path file(int number) {
    return folder.get().resolve(name + number);
  }

  private static Logger root() {
    return Logger.getLogger("");
  }
}
