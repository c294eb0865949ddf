package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class CharacterMovesTest {
  @Test
  void swapLeavesTheFirstAndTheLastCharacter() {
    assertThat(all(CharacterMove.SWAP, "a", "b", "c", "c", "d")).containsExactly("acbcd");
    assertThat(all(CharacterMove.SWAP, "a", "b", "c")).isEmpty();
  }

  @Test
  void dropLeavesTheFirstAndTheLastCharacter() {
    assertThat(all(CharacterMove.DROP, "a", "b", "c", "d")).containsExactly("acd", "abd");
    assertThat(all(CharacterMove.DROP, "a", "b")).isEmpty();
  }

  @Test
  void insertPutsABlankInside() {
    assertThat(all(CharacterMove.INSERT, "a", "b", "c")).containsExactly("a bc", "ab c");
    assertThat(all(CharacterMove.INSERT, "a")).isEmpty();
  }

  @Test
  void aNeighbouringKeyIsOneThatTouches() {
    assertThat(Keyboard.beside("g")).containsExactly("t", "y", "f", "h", "v", "b");
    assertThat(Keyboard.beside("q")).containsExactly("w", "a");
    assertThat(Keyboard.beside("P")).containsExactly("O", "L");
    assertThat(Keyboard.beside("m")).containsExactly("j", "k", "n");
    assertThat(Keyboard.beside("é")).isEmpty();
    assertThat(Keyboard.beside("we")).isEmpty();
    assertThat(Keyboard.beside("K")).doesNotContain("k");
    // The Kelvin sign, whose lower case is k.
    assertThat(Keyboard.beside("\u212A")).allMatch(key -> key.matches("[A-Z]"));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      String key = String.valueOf(letter);
      assertThat(Keyboard.beside(key))
          .isNotEmpty()
          .allSatisfy(beside -> assertThat(Keyboard.beside(beside)).contains(key));
    }
    assertThat(all(CharacterMove.NEIGHBOURING_KEY, "é", "Q")).isSubsetOf("éW", "éA").isNotEmpty();
  }

  @Test
  void lookAlikesLookAlike() {
    assertThat(LookAlikes.of("a")).contains("\u0430");
    assertThat(LookAlikes.of("l")).contains("1");
    assertThat(LookAlikes.of("v")).contains("\u03BD");
    assertThat(LookAlikes.of("y")).contains("\u0443");
    assertThat(LookAlikes.of("A")).contains("\u0410");
    assertThat(LookAlikes.of("X")).contains("\u0425");
    assertThat(LookAlikes.of("\u0430")).isEmpty();
    assertThat(LookAlikes.of("ac")).isEmpty();
    Set<String> alike = new LinkedHashSet<>();
    for (char letter = 'A'; letter <= 'z'; letter++) {
      String original = String.valueOf(letter);
      LookAlikes.of(original)
          .ifPresent(
              other -> {
                assertThat(other).isNotEqualTo(original).hasSize(1);
                assertThat(alike.add(other)).isTrue();
              });
    }
    assertThat(alike).hasSize(31);
  }

  @Test
  void charactersAreThoseAReaderSees() {
    List<String> seen = new ArrayList<>();
    for (long seed = 0; seed < 50; seed++) {
      seen.addAll(moved(seed, "𝒶e\u0301𠀀n\u0303"));
    }
    assertThat(Set.copyOf(seen))
        .containsExactlyInAnyOrder(
            "𝒶𠀀e\u0301n\u0303",
            "𝒶𠀀n\u0303",
            "𝒶e\u0301n\u0303",
            "𝒶 e\u0301𠀀n\u0303",
            "𝒶e\u0301 𠀀n\u0303",
            "𝒶e\u0301𠀀 n\u0303");
  }

  @Test
  void candidatesAreAnotherWordAndNoStopWord() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(moved(seed, "thee")).doesNotContain("thee", "the").doesNotHaveDuplicates();
      assertThat(moved(seed, "x")).isSubsetOf("z", "s", "d", "c", "\u0445");
    }
  }

  @Test
  void theDrawHangsOnSeedSentenceAndWordAlone() {
    Wording sentence = Wording.of("extraordinary performances extraordinary");
    CharacterMoves moves = new CharacterMoves(3);
    List<String> first = moves.of(new Place(0, sentence, 0));
    moves.of(new Place(0, sentence, 1));
    assertThat(moves.of(new Place(0, sentence, 0))).isEqualTo(first).hasSize(5);
    assertThat(moves.of(new Place(0, sentence, 2))).isNotEqualTo(first);
    assertThat(moves.of(new Place(0, Wording.of("extraordinary"), 0))).isNotEqualTo(first);
    assertThat(new CharacterMoves(4).of(new Place(0, sentence, 0))).isNotEqualTo(first);
  }

  private static List<String> moved(long seed, String word) {
    return new CharacterMoves(seed).of(new Place(0, Wording.of(word), 0));
  }

  /** What a move makes of a word at each character where it is possible. */
  private static List<String> all(CharacterMove move, String... word) {
    List<String> moved = new ArrayList<>();
    for (int at = 0; at < word.length; at++) {
      if (move.possible(List.of(word), at)) {
        List<String> changed = Arrays.stream(word).collect(Collectors.toCollection(ArrayList::new));
        move.apply(changed, at, new Random(1));
        moved.add(String.join("", changed));
      }
    }
    return moved;
  }
}
