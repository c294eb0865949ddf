package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class WordsTest {
  @Test
  void stopWordsAndNumbersAreNotChanged() {
    assertThat("the The NOT don't don\u2019t n't It's cannot 42 1984".split(" "))
        .noneMatch(Words::mayBeChanged);
    assertThat("film Great GOOD 3rd слово".split(" ")).allMatch(Words::mayBeChanged);
  }

  @Test
  void aSubstituteIsAnotherWordAndNoStopWord() {
    assertThat(Words.mayStandFor("film", "movie")).isTrue();
    assertThat(Words.mayStandFor("film", "f ilm")).isTrue();
    assertThat(Words.mayStandFor("film", "film")).isFalse();
    assertThat(Words.mayStandFor("film", "")).isFalse();
    assertThat(Words.mayStandFor("film", " ")).isFalse();
    assertThat(Words.mayStandFor("film", "The")).isFalse();
  }

  @Test
  void capitalsAreKept() {
    assertThat(Words.inCaseOf("film", "movie")).isEqualTo("movie");
    assertThat(Words.inCaseOf("Film", "movie")).isEqualTo("Movie");
    assertThat(Words.inCaseOf("FILM", "movie")).isEqualTo("MOVIE");
    assertThat(Words.inCaseOf("X", "movie")).isEqualTo("Movie");
    assertThat(Words.inCaseOf("iPod", "phone")).isEqualTo("Phone");
  }

  @Test
  void theLanguageOfTheMachineHasNoSay() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Words.lowerCase("FILM")).isEqualTo("film");
      assertThat(Words.inCaseOf("FILM", "title")).isEqualTo("TITLE");
      assertThat(Keyboard.beside("I")).containsExactly("U", "O", "J", "K");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void oneWordIsOneWord() {
    assertThat(Words.isOneWord("isn't")).isTrue();
    assertThat(Words.isOneWord("two words")).isFalse();
    assertThat(Words.isOneWord("end.")).isFalse();
    assertThat(Words.isOneWord("")).isFalse();
  }
}
