package io.heirloom.cli.command;

import io.heirloom.cli.ExitCode;
import io.heirloom.cli.gateway.Collected;
import io.heirloom.cli.gateway.GatewayClient;
import io.heirloom.cli.supervisor.LocalHeirloom;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Makes room in the artifact store. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = "Remove from the store what no study needs.")
public final class GcCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1e6;

  private final LocalHeirloom heirloom;
  private final PrintWriter out;

  @Option(names = "--dry-run", description = "Only tell what would go.")
  private boolean dryRun;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      defaultValue = "1d",
      converter = Age.class,
      description =
          "Leave alone what was written to since, such as 12h or 7d; 1h or more. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration olderThan;

  public GcCommand(LocalHeirloom heirloom, PrintWriter out) {
    this.heirloom = heirloom;
    this.out = out;
  }

  @Override
  public Integer call() {
    GatewayClient gateway = new GatewayClient(heirloom.requireRunning().gateway());
    show(gateway.collect(olderThan, dryRun));
    return ExitCode.OK.value();
  }

  private void show(Collected collected) {
    out.println(collected.dryRun() ? "Would be removed:" : "Removed:");
    out.printf("  %-14s %8s %12s  %s%n", "kind", "number", "megabytes", "oldest");
    for (Collected.Amount amount : collected.kinds()) {
      out.printf(
          Locale.ROOT,
          "  %-14s %8d %12.1f  %s%n",
          amount.kind(),
          amount.count(),
          amount.bytes() / MEGABYTE,
          amount.oldest().map(GcCommand::minute).orElse(""));
    }
  }

  private static String minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES).toString();
  }

  /** A number of hours or days. */
  static final class Age implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})([hd])");

    @Override
    public Duration convert(String text) {
      Matcher parts = FORM.matcher(text);
      if (!parts.matches()) {
        throw new TypeConversionException("'" + text + "' is no age such as 12h or 7d");
      }
      long number = Long.parseLong(parts.group(1));
      return parts.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
    }
  }
}
