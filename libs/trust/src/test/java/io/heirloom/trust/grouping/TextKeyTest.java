package io.heirloom.trust.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextKeyTest {
  @Test
  void blanksPunctuationAndCaseCountForNothing() {
    assertThat(TextKey.of("The U . S .  does n't")).isEqualTo(TextKey.of("the U.S. doesn't"));
    assertThat(TextKey.of("ﬁlm ２")).isEqualTo(TextKey.of("Film 2"));
  }

  @Test
  void lettersAndDigitsDo() {
    assertThat(TextKey.of("not bad")).isNotEqualTo(TextKey.of("bad"));
    assertThat(TextKey.of("10 minutes")).isNotEqualTo(TextKey.of("11 minutes"));
    assertThat(TextKey.of("好")).isNotEqualTo(TextKey.of("坏"));
  }

  @Test
  void textsWithoutAnyAreToldApartByWhatTheyHave() {
    assertThat(TextKey.of("! ?")).isEqualTo("!?").isNotEqualTo(TextKey.of("?"));
  }
}
