package io.heirloom.trust.vocabulary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learns the merges of a byte-level byte-pair encoding (Sennrich et al. 2016; bytes as in GPT-2).
 * Kept with the tests: the product ships what it learned.
 */
final class BytePairTraining {
  /** How GPT-2 cuts text into words before merging within each. */
  private static final Pattern WORD =
      Pattern.compile(
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  /** Two neighbouring symbols. */
  record Pair(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  private BytePairTraining() {}

  /**
   * The 256 symbols that stand for bytes, in the order of the bytes: GPT-2's printable stand-ins.
   */
  static List<String> byteSymbols() {
    List<String> symbols = new ArrayList<>();
    int next = 256;
    for (int value = 0; value < 256; value++) {
      boolean printable =
          (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
      symbols.add(Character.toString(printable ? value : next++));
    }
    return symbols;
  }

  /**
   * Learns merges, the most frequent pair first; among equals the one first in alphabetical order.
   *
   * @param limit how many merges at most
   * @param fewest a pair seen less often is not merged
   */
  static List<Pair> merges(Iterable<String> texts, int limit, int fewest) {
    Map<List<String>, Integer> words = countedWords(texts);
    List<Pair> merges = new ArrayList<>();
    while (merges.size() < limit) {
      Map<Pair, Integer> counts = countedPairs(words);
      Pair best =
          counts.entrySet().stream()
              .filter(entry -> entry.getValue() >= fewest)
              .min(
                  Map.Entry.<Pair, Integer>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(entry -> entry.getKey().left())
                      .thenComparing(entry -> entry.getKey().right()))
              .map(Map.Entry::getKey)
              .orElse(null);
      if (best == null) {
        break;
      }
      merges.add(best);
      words = merged(words, best);
    }
    return merges;
  }

  private static Map<List<String>, Integer> countedWords(Iterable<String> texts) {
    List<String> symbols = byteSymbols();
    Map<String, Integer> counts = new TreeMap<>();
    for (String text : texts) {
      Matcher words = WORD.matcher(text);
      while (words.find()) {
        counts.merge(words.group(), 1, Integer::sum);
      }
    }
    Map<List<String>, Integer> spelled = new HashMap<>();
    counts.forEach(
        (word, count) -> {
          List<String> spelling = new ArrayList<>();
          for (byte value : word.getBytes(StandardCharsets.UTF_8)) {
            spelling.add(symbols.get(Byte.toUnsignedInt(value)));
          }
          spelled.put(spelling, count);
        });
    return spelled;
  }

  private static Map<Pair, Integer> countedPairs(Map<List<String>, Integer> words) {
    Map<Pair, Integer> counts = new HashMap<>();
    words.forEach(
        (word, count) -> {
          for (int i = 0; i + 1 < word.size(); i++) {
            counts.merge(new Pair(word.get(i), word.get(i + 1)), count, Integer::sum);
          }
        });
    return counts;
  }

  private static Map<List<String>, Integer> merged(Map<List<String>, Integer> words, Pair pair) {
    Map<List<String>, Integer> shorter = new HashMap<>();
    words.forEach((word, count) -> shorter.merge(merged(word, pair), count, Integer::sum));
    return shorter;
  }

  private static List<String> merged(List<String> word, Pair pair) {
    List<String> shorter = new ArrayList<>(word.size());
    for (int i = 0; i < word.size(); i++) {
      boolean found =
          i + 1 < word.size()
              && word.get(i).equals(pair.left())
              && word.get(i + 1).equals(pair.right());
      shorter.add(found ? pair.joined() : word.get(i));
      if (found) {
        i++;
      }
    }
    return shorter;
  }
}
