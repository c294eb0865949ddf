package io.heirloom.cli.watch;

import io.heirloom.cli.PlainTextWriter;
import io.heirloom.cli.gateway.StepState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;

/** Bars at the end of a terminal, drawn anew in place; what goes wrong is said above them. */
final class TerminalDisplay implements ProgressDisplay {
  private final Terminal terminal;
  private final Display display;
  private final Instant began = Instant.now();
  private List<AttributedString> shown = List.of();

  private TerminalDisplay(Terminal terminal) {
    this.terminal = terminal;
    this.display = new Display(terminal, false);
  }

  /** The terminal on standard output, if there is one on which lines can be drawn anew. */
  static Optional<TerminalDisplay> open() {
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(TerminalBuilder.SystemOutput.SysOut)
              .provider("exec")
              .encoding(StandardCharsets.UTF_8)
              .nativeSignals(false)
              .dumb(true)
              .build();
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        terminal.close();
        return Optional.empty();
      }
      return Optional.of(new TerminalDisplay(terminal));
    } catch (IOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public void changed(StudyProgress.Change change, Instant now) {
    if (change.after().state() == StepState.FAILED) {
      say(StepNews.of(change.after()), now);
    }
  }

  @Override
  public void refresh(StudyProgress progress, Instant now) {
    whileOpen(() -> drawAnew(progress, now));
  }

  private void drawAnew(StudyProgress progress, Instant now) {
    Size size = terminal.getSize();
    // One row and one column are left free: writing into the last ones scrolls some terminals.
    List<String> lines =
        ProgressLines.redrawn(progress, began, now, Math.max(1, size.getColumns() - 1));
    List<String> fitting =
        lines.subList(Math.max(0, lines.size() - size.getRows() + 1), lines.size());
    draw(size, fitting.stream().map(PlainTextWriter::plain).map(AttributedString::new).toList());
  }

  @Override
  public void say(String message, Instant now) {
    whileOpen(() -> sayAbove(message));
  }

  private void sayAbove(String message) {
    List<AttributedString> bars = shown;
    Size size = terminal.getSize();
    draw(size, List.of());
    terminal.writer().println(PlainTextWriter.plain(message));
    terminal.flush();
    display.reset();
    draw(size, bars);
  }

  @Override
  public void close() {
    try {
      whileOpen(() -> terminal.writer().println());
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // The library closes the terminal as soon as Ctrl-C is pressed; nobody looks at progress then.
  private static void whileOpen(Runnable drawing) {
    try {
      drawing.run();
    } catch (IllegalStateException e) {
      // Closed.
    }
  }

  private void draw(Size size, List<AttributedString> lines) {
    display.resize(size.getRows(), size.getColumns());
    display.update(lines, -1);
    shown = lines;
  }
}
