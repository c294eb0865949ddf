package io.heirloom.trust.attack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What may be done to single words. */
final class Words {
  private static final Set<String> STOP_WORDS = stopWords();

  private Words() {}

  /** Whether a word may be changed: it has a letter and is no stop word. */
  static boolean mayBeChanged(String word) {
    return word.codePoints().anyMatch(Character::isLetter) && !isStopWord(word);
  }

  /**
   * Whether a word may stand for another: it is not empty, really another, and no stop word, so
   * that an attack takes no stop word away and adds none.
   */
  static boolean mayStandFor(String word, String substitute) {
    return !substitute.isBlank() && !substitute.equals(word) && !isStopWord(substitute);
  }

  /** Whether a text is just one word. */
  static boolean isOneWord(String text) {
    Wording wording = Wording.of(text);
    return wording.words() == 1 && wording.word(0).equals(text);
  }

  static String lowerCase(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  /** A word written with capitals as another is: all of them, the first, or none. */
  static String inCaseOf(String like, String word) {
    if (like.equals(lowerCase(like))) {
      return word;
    }
    int first = word.offsetByCodePoints(0, 1);
    boolean all = like.codePointCount(0, like.length()) > 1 && like.equals(upperCase(like));
    return all ? upperCase(word) : upperCase(word.substring(0, first)) + word.substring(first);
  }

  private static String upperCase(String word) {
    return word.toUpperCase(Locale.ROOT);
  }

  private static boolean isStopWord(String word) {
    return STOP_WORDS.contains(lowerCase(word).replace('\u2019', '\''));
  }

  private static Set<String> stopWords() {
    try (InputStream file = Words.class.getResourceAsStream("stop-words.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
