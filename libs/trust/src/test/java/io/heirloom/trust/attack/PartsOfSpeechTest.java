package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PartsOfSpeechTest {
  private final PartsOfSpeech partsOfSpeech = new PartsOfSpeech();

  @Test
  void anAdjectiveStandsForAnAdjective() {
    PartsOfSpeech.Role role = role("The film was truly good .", 4);
    assertThat(role.fits("bad")).isTrue();
    assertThat(role.fits("movies")).isFalse();
    assertThat(role.fits("quickly")).isFalse();
  }

  @Test
  void aNounStandsForANoun() {
    PartsOfSpeech.Role role = role("She wrote the story in Paris.", 3);
    assertThat(role.fits("letter")).isTrue();
    assertThat(role.fits("quickly")).isFalse();
    assertThat(role.fits("wrote")).isFalse();
  }

  @Test
  void namesAndGrammarAreNotReplaced() {
    assertThat(role("She lives in Paris with him.", 3).fits("London")).isFalse();
    assertThat(role("She lives in Paris with him.", 2).fits("near")).isFalse();
    assertThat(role("She lives in Paris with him.", 0).fits("he")).isFalse();
  }

  private PartsOfSpeech.Role role(String sentence, int word) {
    return partsOfSpeech.role(Wording.of(sentence), word);
  }
}
