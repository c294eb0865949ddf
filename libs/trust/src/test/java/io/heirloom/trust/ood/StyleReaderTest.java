package io.heirloom.trust.ood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Mirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleReaderTest {
  private static final String BASE =
      "'base': [{'sentence': 'good .', 'label': '1', 'id': 0},"
          + " {'sentence': 'bad .', 'label': '0', 'id': 1}]";
  private static final String BIBLE =
      "'bible_p0': [{'sentence': 'And it was bad. ', 'label': '0', 'id': 1},"
          + " {'sentence': 'And it was good.', 'label': '1', 'id': 0}]";

  @Test
  void readsBaseAndStylesById() {
    Styles styles = read("{'train_demo': {'x': 1}, 'dev': {" + BIBLE + ", " + BASE + "}}");
    assertThat(styles.base()).containsExactly(new Sentence("good .", 1), new Sentence("bad .", 0));
    assertThat(styles.styled())
        .containsExactly(
            new StyledSentence("bible_p0", 0, "And it was good.", 1),
            new StyledSentence("bible_p0", 1, "And it was bad.", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'sentence': 'a', 'label': '1', 'id': 2}",
        "{'sentence': 'a', 'label': '0', 'id': 0}",
        "{'sentence': 'a', 'label': '1', 'id': -1}",
        "{'sentence': 'a', 'label': '1', 'id': '0'}",
        "{'sentence': 'a', 'label': '1'}",
        "{'sentence': 'a', 'label': 'positive', 'id': 0}",
        "{'sentence': 'a', 'id': 0}",
        "{'sentence': ' ', 'label': '1', 'id': 0}",
        "{'sentence': 1, 'label': '1', 'id': 0}",
        "{'label': '1', 'id': 0}",
        "{'sentence': 'a', 'label': '1', 'id': 0}, {'sentence': 'b', 'label': '1', 'id': 0}",
        "7"
      })
  void aRecordThatCannotBeIsNamedWithItsStyle(String record) {
    assertThatThrownBy(() -> read("{'dev': {" + BASE + ", 'tweet': [" + record + "]}}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("style.json: dev, tweet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{'dev': 1}",
        "{'dev': {" + BIBLE + "}}",
        "{'dev': {" + BASE + "}}",
        "{'dev': {'base': [], 'tweet': []}}",
        "{'dev': {'base': [{'sentence': 'a', 'label': '1', 'id': 1}], 'tweet': []}}",
        "{'dev': {" + BASE + ", 'tweet': {}}}",
        "{'dev': {" + BASE + ", " + BASE + ", " + BIBLE + "}}",
        "{'dev': {" + BASE + ", " + BIBLE + "}} more"
      })
  void anotherFileIsRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("style.json");
  }

  @Test
  void nestingWithoutEndIsRefused() {
    assertThatThrownBy(() -> read("{'train_demo': " + "[".repeat(100_000)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("style.json");
  }

  private static Styles read(String json) {
    return StyleReader.read(Mirror.of("style.json", json.replace('\'', '"')));
  }
}
