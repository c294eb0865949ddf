package io.heirloom.cli.command;

import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import io.heirloom.cli.folder.NewFolder;
import io.heirloom.cli.folder.ZippedFolder;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.lineage.DigestPrefix;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a checkpoint out of the store. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Write a checkpoint into a folder that transformers loads, with a model card.")
public final class ExportCommand implements Callable<Integer> {
  private static final String TO = "--to";

  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Parameters(
      paramLabel = "STEP|DIGEST",
      description =
          "Key of the step that made it, or its digest; the first 8 digits or more will do.")
  private DigestPrefix id;

  @Option(
      names = TO,
      paramLabel = "DIR",
      required = true,
      description = "A folder that does not exist or is empty.")
  private Path to;

  public ExportCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    NewFolder folder = NewFolder.at(TO, to);
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    try {
      ZippedFolder.Unpacked unpacked = write(gateway, folder);
      out.printf(
          "Written to %s: %d files, %s%n",
          folder.path(), unpacked.files(), DownloadNews.size(unpacked.bytes()));
    } catch (ZipException e) {
      throw new CommandFailedException(
          ExitCode.NOT_REACHED, "The gateway's answer cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new InvalidInputException(TO, folder.path().toString(), "a folder to write to", e);
    }
    return ExitCode.OK.value();
  }

  private ZippedFolder.Unpacked write(GatewayClient gateway, NewFolder folder) throws IOException {
    Path zip = folder.beside();
    try {
      gateway.checkpoint(id, zip, new DownloadNews(out, Clock.systemUTC()));
      return folder.make(new ZippedFolder(zip)::into);
    } finally {
      Files.deleteIfExists(zip);
    }
  }
}
