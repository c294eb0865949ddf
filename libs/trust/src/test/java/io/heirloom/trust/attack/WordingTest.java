package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class WordingTest {
  @Test
  void wordsAreLettersMarksAndDigitsWithAnApostropheAmongThem() {
    assertThat(words("It's a well-made film, isn\u2019t it? 10/10!"))
        .containsExactly("It's", "a", "well", "made", "film", "isn\u2019t", "it", "10", "10");
    assertThat(words("does n't 'quoted' rock'n'roll"))
        .containsExactly("does", "n't", "quoted", "rock'n", "roll");
    assertThat(words("cafe\u0301 слово 𝒶𝒷 😀")).containsExactly("cafe\u0301", "слово", "𝒶𝒷");
    assertThat(words("")).isEmpty();
    assertThat(words(" 😀 ... ")).isEmpty();
  }

  @Test
  void manyApostrophesOverflowNoStack() {
    assertThat(words("a'".repeat(100_000))).hasSize(50_000);
  }

  @Test
  void aWordIsReplacedWhereItStands() {
    Wording wording = Wording.of("A fine, fine film.");
    assertThat(wording.with(2, "bad").text()).isEqualTo("A fine, bad film.");
    assertThat(wording.with(1, "f ine").with(3, "movie").text()).isEqualTo("A f ine, fine movie.");
  }

  @Test
  void aWordIsTakenOutWithOneBlank() {
    Wording wording = Wording.of("A fine  film, really");
    assertThat(wording.without(0)).isEqualTo("fine  film, really");
    assertThat(wording.without(1)).isEqualTo("A  film, really");
    assertThat(wording.without(2)).isEqualTo("A fine  , really");
    assertThat(wording.without(3)).isEqualTo("A fine  film,");
    assertThat(Wording.of("film").without(0)).isEmpty();
  }

  @Test
  void theSurroundingsOfAWordAreWordsAndPunctuation() {
    Wording wording = Wording.of("one, two ( three ) four! five");
    assertThat(wording.around(2, 2))
        .isEqualTo(new Wording.Surroundings(List.of("two", "(", "three", ")", "four"), 2));
    assertThat(wording.around(0, 1)).isEqualTo(new Wording.Surroundings(List.of("one", ","), 0));
    assertThat(wording.around(4, 3).with("six"))
        .isEqualTo(new Wording.Surroundings(List.of(")", "four", "!", "six"), 3));
  }

  @RepeatedTest(100)
  void theTextIsThePartsJoined(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(60);
    for (int index = 0; index < length; index++) {
      // Any half of a surrogate pair is among them, as it may be in a file.
      text.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x10000)));
    }
    Wording wording = Wording.of(text.toString());
    assertThat(wording.text()).isEqualTo(text.toString());
    for (int word = 0; word < wording.words(); word++) {
      assertThat(wording.with(word, wording.word(word))).isEqualTo(wording);
      assertThat(wording.without(word).length())
          .isBetween(
              text.length() - wording.word(word).length() - 1,
              text.length() - wording.word(word).length());
      Wording.Surroundings around = wording.around(word, 3);
      assertThat(around.tokens().get(around.at())).isEqualTo(wording.word(word));
      assertThat(around.tokens().size()).isBetween(1, 7);
    }
  }

  private static List<String> words(String text) {
    Wording wording = Wording.of(text);
    List<String> words = new ArrayList<>();
    for (int word = 0; word < wording.words(); word++) {
      words.add(wording.word(word));
    }
    return words;
  }
}
