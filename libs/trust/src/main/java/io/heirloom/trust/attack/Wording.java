package io.heirloom.trust.attack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text cut into words and what lies between them. Letters, marks and digits make words, with one
 * apostrophe among them (don't); blanks, punctuation and emoji lie between.
 *
 * @param parts between, word, between, word … between; joined, they are the text
 */
record Wording(List<String> parts) {
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]++(?:['\u2019][\\p{L}\\p{M}\\p{N}]++)?+");

  /**
   * A word among its neighbours.
   *
   * @param tokens words and runs of punctuation
   * @param at which of them is the word
   */
  record Surroundings(List<String> tokens, int at) {
    /** The same with another word. */
    Surroundings with(String word) {
      List<String> changed = new ArrayList<>(tokens);
      changed.set(at, word);
      return new Surroundings(changed, at);
    }
  }

  Wording {
    parts = List.copyOf(parts);
  }

  static Wording of(String text) {
    List<String> parts = new ArrayList<>();
    Matcher words = WORD.matcher(text);
    int end = 0;
    while (words.find()) {
      parts.add(text.substring(end, words.start()));
      parts.add(words.group());
      end = words.end();
    }
    parts.add(text.substring(end));
    return new Wording(parts);
  }

  /** How many words there are. */
  int words() {
    return parts.size() / 2;
  }

  String word(int index) {
    return parts.get(part(index));
  }

  String text() {
    return String.join("", parts);
  }

  /** The text with something else in the place of a word. It counts as one word, whatever it is. */
  Wording with(int index, String substitute) {
    List<String> changed = new ArrayList<>(parts);
    changed.set(part(index), substitute);
    return new Wording(changed);
  }

  /** The text without a word and without one of the blanks beside it. */
  String without(int index) {
    String before = String.join("", parts.subList(0, part(index)));
    String after = String.join("", parts.subList(part(index) + 1, parts.size()));
    if (before.endsWith(" ") && (after.isEmpty() || after.startsWith(" "))) {
      return before.substring(0, before.length() - 1) + after;
    }
    return before + (before.isEmpty() && after.startsWith(" ") ? after.substring(1) : after);
  }

  /**
   * A word with its neighbours.
   *
   * @param reach how many words or runs of punctuation on either side, at most
   */
  Surroundings around(int index, int reach) {
    Deque<String> tokens = new ArrayDeque<>(List.of(word(index)));
    for (int part = part(index) - 1; part >= 0 && tokens.size() <= reach; part--) {
      List<String> some = tokens(part);
      Collections.reverse(some);
      some.stream().limit(reach + 1L - tokens.size()).forEach(tokens::addFirst);
    }
    int at = tokens.size() - 1;
    for (int part = part(index) + 1; part < parts.size() && tokens.size() <= at + reach; part++) {
      tokens(part).stream().limit(at + reach + 1L - tokens.size()).forEach(tokens::addLast);
    }
    return new Surroundings(List.copyOf(tokens), at);
  }

  private List<String> tokens(int part) {
    List<String> tokens = new ArrayList<>(Arrays.asList(parts.get(part).split("\\s+")));
    tokens.removeIf(String::isEmpty);
    return tokens;
  }

  private static int part(int word) {
    return 2 * word + 1;
  }
}
