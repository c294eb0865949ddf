package io.heirloom.gateway.table;

import java.util.function.IntPredicate;

/** Text of unknown origin, without what cannot be shown or would change how its neighbours are. */
public final class Printable {
  private Printable() {}

  /** On one line: line ends, control and formatting characters and unknown ones become blanks. */
  public static String line(String text) {
    return kept(text, Printable::isText).strip();
  }

  /** On as many lines as it has. */
  public static String lines(String text) {
    return kept(text.replace("\r\n", "\n"), point -> point == '\n' || isText(point));
  }

  private static String kept(String text, IntPredicate shown) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(point -> printable.appendCodePoint(shown.test(point) ? point : ' '));
    return printable.toString();
  }

  private static boolean isText(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
