package io.heirloom.languagemodel.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.heirloom.languagemodel.tokenizer.SmallVocabulary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NativeLibrariesTest {
  private static final String OFFLINE = "ai.djl.offline";

  private String before;

  @BeforeEach
  void forget() {
    before = System.clearProperty(OFFLINE);
  }

  @AfterEach
  void putBack() {
    System.setProperty(OFFLINE, before);
  }

  @Test
  void aTokenizerIsNotDownloaded() {
    SmallVocabulary.tokenizer().close();
    assertThat(System.getProperty(OFFLINE)).isEqualTo("true");
  }

  @Test
  void whoeverWantsDownloadsGetsThem() {
    System.setProperty(OFFLINE, "false");
    SmallVocabulary.tokenizer().close();
    assertThat(System.getProperty(OFFLINE)).isEqualTo("false");
  }
}
