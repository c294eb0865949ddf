package io.heirloom.gateway.export;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Text of others within Markdown (CommonMark 0.31, sections 4.5 and 6.1): as code, in which neither
 * Markdown nor HTML nor an address means anything.
 */
final class Markdown {
  private static final int LEAST_FENCE = 3;
  private static final String BORDERS = "` ";
  private static final Pattern TICKS = Pattern.compile("`+");

  /** What shows nothing itself and could hide or reorder what stands around it, or end a line. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\u2028\\u2029]");

  private Markdown() {}

  /** A piece of text within a line. What cannot be seen becomes U+FFFD. */
  static String code(String text) {
    String seen = UNSEEN.matcher(text).replaceAll("\uFFFD");
    String ticks = "`".repeat(longestRun(seen) + 1);
    String border = needsBorder(seen) ? " " : "";
    return ticks + border + seen + border + ticks;
  }

  /**
   * Lines of text.
   *
   * @param language that they are in
   * @param text with line feeds, the last included
   */
  static String fenced(String language, String text) {
    String fence = "`".repeat(Math.max(LEAST_FENCE, longestRun(text) + 1));
    return fence + language + "\n" + text + fence + "\n";
  }

  /** One space on either side does not show, and lets a text begin or end with a tick or space. */
  private static boolean needsBorder(String text) {
    return text.isEmpty()
        || BORDERS.indexOf(text.charAt(0)) >= 0
        || BORDERS.indexOf(text.charAt(text.length() - 1)) >= 0;
  }

  private static int longestRun(String text) {
    return TICKS
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }
}
