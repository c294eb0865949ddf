package io.heirloom.trust.ood;

import io.heirloom.lineage.InvalidInputException;

/** What every sentence and label is held to, whatever file it comes from. */
final class SentenceChecks {
  private static final int LONGEST_TEXT = 10_000;

  private SentenceChecks() {}

  /** The text without blanks around it: training phrases of SST-2 end with one, others do not. */
  static String text(String place, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_TEXT) {
      throw new InvalidInputException(
          place + ", sentence", text, "a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return stripped;
  }

  static int label(String place, String label) {
    return switch (label) {
      case "0" -> 0;
      case "1" -> 1;
      default -> throw new InvalidInputException(place + ", label", label, "0, 1");
    };
  }
}
