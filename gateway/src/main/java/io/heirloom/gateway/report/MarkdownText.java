package io.heirloom.gateway.report;

import io.heirloom.gateway.table.Printable;
import java.util.regex.Pattern;

/** Text of whatever origin, so written that GitHub-flavoured Markdown shows just that text. */
final class MarkdownText {
  /** What has a meaning anywhere in a line; an entity in its place has none. */
  private static final Pattern MEANINGFUL =
      Pattern.compile("[\\\\`*_\\[\\]<>#!|~@&$]|://|(?i)(?<=www)\\.");

  private static final Pattern BACKTICKS = Pattern.compile("`+");
  private static final int LEAST_FENCE = 3;

  private MarkdownText() {}

  /** On one line, after other words or in a cell of a table. */
  static String inLine(String text) {
    return MEANINGFUL
        .matcher(Printable.line(text))
        .replaceAll(
            found -> "&#" + (int) found.group().charAt(0) + ";" + found.group().substring(1));
  }

  /** On lines of its own between fences, as it is. */
  static String block(String language, String text) {
    String printable = Printable.lines(text).strip();
    int longest =
        BACKTICKS
            .matcher(printable)
            .results()
            .mapToInt(run -> run.group().length())
            .max()
            .orElse(0);
    String fence = "`".repeat(Math.max(LEAST_FENCE, longest + 1));
    return fence + language + "\n" + printable + "\n" + fence;
  }
}
