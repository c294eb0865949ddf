package io.heirloom.trust.grouping;

import java.text.Normalizer;
import java.util.Locale;

/**
 * What of a text counts when two are compared: its letters and digits, in lower case. Copies of one
 * sentence in published sets differ in blanks, in punctuation set apart or left out, and in case.
 */
public final class TextKey {
  private TextKey() {}

  /** The key of a text; of a text without letter and digit, the text itself without blanks. */
  public static String of(String text) {
    String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String key = kept(compatible, true);
    return key.isEmpty() ? kept(compatible, false) : key;
  }

  private static String kept(String text, boolean wordsOnly) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            point -> wordsOnly ? Character.isLetterOrDigit(point) : !Character.isWhitespace(point))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
