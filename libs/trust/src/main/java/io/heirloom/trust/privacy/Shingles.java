package io.heirloom.trust.privacy;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a text says, as the set of its runs of {@link #LENGTH} words: without regard to case,
 * punctuation, line breaks and repetitions, nor to numbers, so that a message sent every hour says
 * the same. A text of fewer words is one run, one without any word is itself.
 *
 * @param hashes of the runs, ascending, each once, at least one
 */
record Shingles(long[] hashes) {
  static final int LENGTH = 3;

  // A sign of a script that sets no blanks between words is a word; a date or time is a number.
  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>\\p{N}[\\p{N}.,:/-]*)"
              + "|\\p{IsIdeographic}|[\\p{L}\\p{M}&&\\P{IsIdeographic}]+");
  private static final String ANY_NUMBER = "0";
  private static final Hasher64 HASHER = Hashing.komihash5_0();

  /** Of a text. */
  static Shingles of(String text) {
    List<String> words = words(text);
    if (words.isEmpty()) {
      words = List.of(text.strip());
    }
    int length = Math.min(LENGTH, words.size());
    long[] runs = new long[words.size() - length + 1];
    for (int start = 0; start < runs.length; start++) {
      runs[start] = HASHER.hashCharsToLong(String.join(" ", words.subList(start, start + length)));
    }
    return new Shingles(Arrays.stream(runs).sorted().distinct().toArray());
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      words.add(matcher.group("number") == null ? matcher.group() : ANY_NUMBER);
    }
    return words;
  }

  /** Jaccard similarity: the share of what either says that both say, 0 to 1. */
  double similarity(Shingles other) {
    int shared = 0;
    int ours = 0;
    int theirs = 0;
    while (ours < hashes.length && theirs < other.hashes.length) {
      int order = Long.compare(hashes[ours], other.hashes[theirs]);
      shared += order == 0 ? 1 : 0;
      ours += order <= 0 ? 1 : 0;
      theirs += order >= 0 ? 1 : 0;
    }
    return (double) shared / (hashes.length + other.hashes.length - shared);
  }
}
