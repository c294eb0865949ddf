package io.heirloom.trust.ood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Mirror;
import io.heirloom.trust.data.DataFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceReaderTest {
  private static final String HEADER = "sentence\tlabel\n";

  @Test
  void readsSentencesWithoutTheBlanksAroundThem() {
    assertThat(read(HEADER + "hide new secretions \t0\r\n\nétait\t1"))
        .containsExactly(new Sentence("hide new secretions", 0), new Sentence("était", 1));
  }

  @Test
  void quotationMarksAreText() {
    assertThat(read(HEADER + "\"a\" film, \"b\t1\n\"\t0\n"))
        .containsExactly(new Sentence("\"a\" film, \"b", 1), new Sentence("\"", 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "good\t2",
        "good\t",
        "good\t01",
        "good\tpositive",
        "good",
        "good\t1\t1",
        " \t1",
        "\t1"
      })
  void aRowThatCannotBeIsNamed(String row) {
    assertThatThrownBy(() -> read(HEADER + "good\t1\n" + row + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train.tsv row 3");
  }

  @Test
  void aTextWithoutEndIsRefused() {
    assertThatThrownBy(() -> read(HEADER + "x".repeat(10_001) + "\t1\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train.tsv row 2, sentence");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", HEADER, "sentence,label\na,1\n", "label\tsentence\n1\ta\n"})
  void anotherFileIsRefused(String content) {
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train.tsv");
  }

  @Test
  void otherBytesThanUtf8AreRefused() {
    byte[] latin = (HEADER + "caf\u00e9\t1\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> SentenceReader.read(new DataFile("train.tsv", latin, List.of())))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("train.tsv")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void rowsWithoutEndAreRefused() {
    assertThatThrownBy(() -> read(HEADER + "a\t1\n".repeat(1_000_001)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("1000000 rows at most");
  }

  private static List<Sentence> read(String content) {
    return SentenceReader.read(Mirror.of("train.tsv", content));
  }
}
