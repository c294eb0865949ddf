package io.heirloom.trust.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The letter keys of a QWERTY keyboard. */
final class Keyboard {
  private static final List<String> ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

  private Keyboard() {}

  /** The keys that touch a letter's, in its case; none for what is no letter from A to Z. */
  static List<String> beside(String letter) {
    List<String> keys = new ArrayList<>();
    String lower = letter.toLowerCase(Locale.ROOT);
    for (int row = 0; row < ROWS.size() && letter.length() == 1; row++) {
      int column = ROWS.get(row).indexOf(lower);
      if (column >= 0) {
        // Every row is set off to the right of the one above by half a key.
        addKey(keys, row - 1, column);
        addKey(keys, row - 1, column + 1);
        addKey(keys, row, column - 1);
        addKey(keys, row, column + 1);
        addKey(keys, row + 1, column - 1);
        addKey(keys, row + 1, column);
      }
    }
    return letter.equals(lower)
        ? keys
        : keys.stream().map(key -> key.toUpperCase(Locale.ROOT)).toList();
  }

  private static void addKey(List<String> keys, int row, int column) {
    if (row >= 0 && row < ROWS.size() && column >= 0 && column < ROWS.get(row).length()) {
      keys.add(ROWS.get(row).substring(column, column + 1));
    }
  }
}
