package io.heirloom.gateway.picture;

import io.heirloom.gateway.table.Printable;

/** Names as they are drawn: short, and in characters that can be shown. */
final class Labels {
  private static final int LONGEST = 30;
  private static final int LONGEST_OF_AXIS = 15;
  private static final int END_KEPT = 10;

  private Labels() {}

  /** A name where a line has room for it. */
  static String label(String name) {
    return shortened(Printable.line(name), LONGEST);
  }

  /** A name at an axis, of which the library would cut off the end. */
  static String ofAxis(String name) {
    return shortened(Printable.line(name), LONGEST_OF_AXIS);
  }

  private static String shortened(String label, int longest) {
    int length = label.codePointCount(0, label.length());
    if (length <= longest) {
      return label;
    }
    return label.substring(0, label.offsetByCodePoints(0, longest - END_KEPT - 1))
        + "…"
        + label.substring(label.offsetByCodePoints(0, length - END_KEPT));
  }
}
