package io.heirloom.gateway.request;

import java.util.Comparator;

/** How many letters must be added, dropped or changed to make one word of another (Levenshtein). */
final class EditDistance {
  private EditDistance() {}

  /** Orders words by their distance to {@code word}, the nearest first. */
  static Comparator<String> to(String word) {
    return Comparator.<String>comparingInt(other -> between(word, other))
        .thenComparing(Comparator.naturalOrder());
  }

  static int between(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
