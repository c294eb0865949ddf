package io.heirloom.cli.command;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.gateway.ReportFormat;
import io.heirloom.cli.gateway.StudyFile;
import io.heirloom.cli.gateway.StudyState;
import io.heirloom.cli.gateway.StudyView;
import io.heirloom.cli.supervisor.Layout;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.cli.watch.StudyWatch;
import io.heirloom.lineage.StudyId;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows all of Heirloom at work, from nothing to a verdict, and leaves nothing running. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Start everything in a folder of its own, run a small study on synthetic data, print its"
          + " report, stop everything.",
      "It needs no network, and starts from nothing each time unless told to --keep."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String STUDY = "demo.yaml";

  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Option(
      names = "--keep",
      description = "Keep what earlier demonstrations made, so that it is reused.")
  private boolean keep;

  /**
   * @param heirloom in a folder of the demonstration's own
   */
  public DemoCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (heirloom.running().isPresent()) {
      throw new CommandFailedException(
          ExitCode.NOT_STARTED, "A demonstration is running already; down would stop it.");
    }
    // What a killed demonstration left running.
    heirloom.stop(out);
    if (!keep) {
      heirloom.folder().clear();
    }
    // The only way out that is always taken, on Ctrl-C too.
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    out.println(
        "Starting a broker, a database and the services; logs in " + heirloom.folder().logs());
    out.flush();
    OptionalLong companion = OptionalLong.of(ProcessHandle.current().pid());
    GatewayClient gateway =
        new GatewayClient(heirloom.start(new Layout.Together(), companion, out).gateway());
    return study(gateway).value();
  }

  private ExitCode study(GatewayClient gateway) throws InterruptedException {
    StudyView started = gateway.submit(StudyFile.of(example(), STUDY, Optional.empty()));
    StudyId id = new StudyId(started.id());
    out.printf("Study %s: %d steps%n", id, started.steps().total());
    out.flush();
    StudyState end = new StudyWatch(gateway, out).untilEnd(id);
    out.println();
    out.println(gateway.report(id, ReportFormat.TABLE).stripTrailing());
    out.println();
    for (ReportFormat format : ReportFormat.values()) {
      out.println("Full report: " + write(gateway, id, format));
    }
    out.flush();
    return end == StudyState.COMPLETED ? ExitCode.OK : ExitCode.STUDY_NOT_COMPLETED;
  }

  private Path write(GatewayClient gateway, StudyId id, ReportFormat format) {
    Path file = heirloom.folder().root().resolve("report." + format.extension());
    try {
      return Files.writeString(file, gateway.report(id, format), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written", e);
    }
  }

  private static byte[] example() {
    try (InputStream study = DemoCommand.class.getResourceAsStream(STUDY)) {
      return study.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop() {
    try {
      out.println();
      out.println("Stopping everything.");
      out.flush();
      heirloom.stop(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CommandFailedException e) {
      out.println(e.getMessage());
    }
    out.flush();
  }
}
