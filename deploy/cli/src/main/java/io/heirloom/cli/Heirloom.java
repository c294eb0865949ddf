package io.heirloom.cli;

import io.heirloom.cli.command.CancelCommand;
import io.heirloom.cli.command.CompareCommand;
import io.heirloom.cli.command.DemoCommand;
import io.heirloom.cli.command.DownCommand;
import io.heirloom.cli.command.ExportCommand;
import io.heirloom.cli.command.GcCommand;
import io.heirloom.cli.command.PlanCommand;
import io.heirloom.cli.command.RebuildCommand;
import io.heirloom.cli.command.ReportCommand;
import io.heirloom.cli.command.RetryCommand;
import io.heirloom.cli.command.RunCommand;
import io.heirloom.cli.command.StatusCommand;
import io.heirloom.cli.command.SuperviseCommand;
import io.heirloom.cli.command.UpCommand;
import io.heirloom.cli.command.WatchCommand;
import io.heirloom.cli.supervisor.Installation;
import io.heirloom.cli.supervisor.LocalHeirloom;
import io.heirloom.cli.supervisor.StateFolder;
import io.heirloom.lineage.DigestPrefix;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
@Command(
    name = "heirloom",
    mixinStandardHelpOptions = true,
    versionProvider = Heirloom.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Does a strong model inherit the trustworthiness of the weak model that teaches it?",
      ""
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Done.",
      "1:The study failed or was cancelled.",
      "2:The command or the study file is wrong.",
      "3:Heirloom is not running or does not answer.",
      "4:Heirloom could not be built, started or stopped.",
      "5:A fault of this program.",
      "130:Ended by Ctrl-C."
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  HEIRLOOM_HOME   where everything is kept (default: ~/.heirloom)",
      "  HEIRLOOM_DATA   a mirror of the published data sets, as --data",
      "  HF_HOME, HF_ENDPOINT, HF_TOKEN, HF_HUB_OFFLINE   as the Hugging Face hub has them"
    })
public final class Heirloom {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error came from.")
  private boolean debug;

  private Heirloom() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int exitCode =
        commandLine(Installation.current(), StateFolder.of(System.getenv()), out, err)
            .execute(arguments);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  static CommandLine commandLine(
      Installation installation, StateFolder folder, PrintWriter out, PrintWriter err) {
    LocalHeirloom own = new LocalHeirloom(installation, folder);
    LocalHeirloom demo = new LocalHeirloom(installation, folder.demo());
    String command = installation.command();
    Heirloom heirloom = new Heirloom();
    return new CommandLine(heirloom)
        .addSubcommand(new DemoCommand(demo, out))
        .addSubcommand(new UpCommand(own, out, command))
        .addSubcommand(new PlanCommand(own, out))
        .addSubcommand(new RunCommand(own, out, command))
        .addSubcommand(new WatchCommand(own, out, command))
        .addSubcommand(new StatusCommand(own, out))
        .addSubcommand(new ReportCommand(own, out))
        .addSubcommand(new CompareCommand(own, out))
        .addSubcommand(new ExportCommand(own, out))
        .addSubcommand(new CancelCommand(own, out))
        .addSubcommand(new RetryCommand(own, out, command))
        .addSubcommand(new RebuildCommand(own, out))
        .addSubcommand(new GcCommand(own, out))
        .addSubcommand(new DownCommand(List.of(own, demo), out))
        .addSubcommand(new SuperviseCommand(installation, out))
        .registerConverter(StudyId.class, text -> converted(text, StudyId::new))
        .registerConverter(DigestPrefix.class, text -> converted(text, DigestPrefix::new))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> heirloom.explain(failure, err).value());
  }

  private static <T> T converted(String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (InvalidInputException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private ExitCode explain(Exception failure, PrintWriter err) {
    if (debug) {
      failure.printStackTrace(err);
    }
    if (failure instanceof CommandFailedException expected) {
      err.println(expected.getMessage());
      return expected.exitCode();
    }
    if (failure instanceof InvalidInputException invalid) {
      err.println(invalid.getMessage());
      return ExitCode.BAD_INPUT;
    }
    err.println("Something unforeseen happened: " + failure + " (more with --debug)");
    return ExitCode.UNEXPECTED;
  }

  // Whatever the locale: a report has signs that are not ASCII.
  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new PlainTextWriter(
            new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)),
        true);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream file = Heirloom.class.getResourceAsStream("version.properties")) {
        properties.load(file);
      }
      return new String[] {"Heirloom " + properties.getProperty("version")};
    }
  }
}
