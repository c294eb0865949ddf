package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.trust.Mirror;
import io.heirloom.trust.data.DataFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TripletReaderTest {
  private static final String SST2 =
      "{'idx': 3, 'label': 1, 'method': 'TextBugger', 'data_construction': 'word',"
          + " 'sentence': 'a gOod film .', 'original_sentence': 'a good film . '}";

  @Test
  void readsARecordOfOneField() {
    assertThat(one("sst2", SST2))
        .isEqualTo(
            new Triplet(
                Task.SST2,
                Optional.of(List.of("a good film .")),
                List.of("a gOod film ."),
                1,
                Optional.of("TextBugger"),
                "set.json",
                3));
  }

  @Test
  void aFieldWithoutOriginalIsTheSameInBoth() {
    Triplet triplet =
        one(
            "mnli",
            "{'index': 7, 'label': 2, 'method': null, 'premise': 'p', 'hypothesis': 'h2',"
                + " 'original_hypothesis': 'h1', 'fooled': true, 'more': {'a': [1]}}");
    assertThat(triplet.clean()).contains(List.of("p", "h1"));
    assertThat(triplet.adversarial()).containsExactly("p", "h2");
    assertThat(triplet.method()).isEmpty();
    assertThat(triplet.sourceRow()).isEqualTo(7);
    assertThat(triplet.cleanText()).contains("premise: p hypothesis: h1");
    assertThat(triplet.adversarialText()).isEqualTo("premise: p hypothesis: h2");
  }

  @Test
  void bothFieldsMayBeChanged() {
    Triplet triplet =
        one(
            "qqp",
            "{'idx': 0, 'label': 0, 'question1': 'a2', 'original_question1': 'a1',"
                + " 'question2': 'b2', 'original_question2': 'b1'}");
    assertThat(triplet.clean()).contains(List.of("a1", "b1"));
    assertThat(triplet.adversarial()).containsExactly("a2", "b2");
  }

  @ParameterizedTest
  @CsvSource({
    "mnli, premise, hypothesis",
    "mnli-mm, premise, hypothesis",
    "qqp, question1, question2",
    "qnli, question, sentence",
    "rte, premise, hypothesis"
  })
  void joinedFieldsAreCut(String task, String first, String second) {
    String record =
        "{'idx': 0, 'label': 1, 'method': 'semattack', 'sentence': '%1$s: a2 %2$s: b2: c',"
            + " 'original_sentence': '%1$s: a1 %2$s: b1: c'}";
    Triplet triplet = one(task, record.formatted(first, second));
    assertThat(triplet.clean()).contains(List.of("a1", "b1: c"));
    assertThat(triplet.adversarial()).containsExactly("a2", "b2: c");
  }

  @Test
  void qnliHasAFieldOfTheJoinedOnesName() {
    Triplet triplet =
        one(
            "qnli",
            "{'idx': 0, 'label': 1, 'question': 'q', 'sentence': 's2', 'original_sentence': 's1'}");
    assertThat(triplet.clean()).contains(List.of("q", "s1"));
    assertThat(triplet.adversarial()).containsExactly("q", "s2");
  }

  @Test
  void aJoinedTextWhoseBorderTheAttackDestroyedIsCounted() {
    Triplets triplets =
        read(
            "{'mnli': [{'idx': 0, 'label': 1, 'sentence': 'premise: a hypothes1s: b',"
                + " 'original_sentence': 'premise: a hypothesis: b'}]}");
    assertThat(triplets.triplets()).isEmpty();
    assertThat(triplets.uncut()).isEqualTo(1);
  }

  @Test
  void aRecordWithoutOriginalHasNoCleanText() {
    assertThat(one("sst2", "{'idx': '131', 'label': '0', 'sentence': 'written'}").clean())
        .isEmpty();
    Triplet joined =
        one("rte", "{'idx': 1, 'label': 0, 'sentence': 'Premise : a\\nHypothesis: b'}");
    assertThat(joined.clean()).isEmpty();
    assertThat(joined.adversarial()).containsExactly("a", "b");
  }

  @Test
  void unchangedAndRepeatedRecordsAreDroppedAndCounted() {
    String unchanged = "{'idx': 1, 'label': 0, 'sentence': 'same ', 'original_sentence': 'same'}";
    String record = "{'sst2': [%1$s, %2$s, %1$s], 'mr': [%2$s, %1$s]}".formatted(SST2, unchanged);
    DataFile file = file(record);
    Triplets triplets = Triplets.read(List.of(file, file));
    assertThat(triplets.triplets()).hasSize(1);
    assertThat(triplets.unchanged()).isEqualTo(2);
    assertThat(triplets.repeated()).isEqualTo(3);
    assertThat(triplets.ofOtherTasks()).isEqualTo(4);
  }

  @Test
  void theSameTextsOfAnotherTaskAreNoRepetition() {
    String record =
        "{'idx': 0, 'label': 2, 'premise': 'p', 'hypothesis': 'h', 'original_premise': 'o'}";
    Triplets triplets = read("{'mnli': [" + record + "], 'mnli-mm': [" + record + "]}");
    assertThat(triplets.triplets()).hasSize(2);
  }

  @Test
  void gzipIsInflated() {
    String json = "{'sst2': [" + SST2 + "]}";
    DataFile file = new DataFile("set.json", gzip(bytes(json), 1), List.of());
    assertThat(Triplets.read(List.of(file))).isEqualTo(read(json));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sst2|{'idx': 0, 'label': 2, 'sentence': 'a'}|label",
        "sst2|{'idx': 0, 'label': -1, 'sentence': 'a'}|label",
        "sst2|{'idx': 0, 'label': 1.0, 'sentence': 'a'}|label",
        "sst2|{'idx': 0, 'label': 'positive', 'sentence': 'a'}|label",
        "sst2|{'idx': 0, 'sentence': 'a'}|label",
        "sst2|{'label': 0, 'sentence': 'a'}|index",
        "sst2|{'idx': 99999999999, 'label': 0, 'sentence': 'a'}|idx",
        "sst2|{'idx': 0, 'label': 0, 'sentence': ' '}|sentence",
        "sst2|{'idx': 0, 'label': 0, 'sentence': 7}|sentence",
        "sst2|{'idx': 0, 'label': 0, 'sentence': null}|sentence",
        "sst2|{'idx': 0, 'label': 0, 'sentence': 'a', 'sentence': 'b'}|sentence",
        "sst2|{'idx': 0, 'label': 0, 'sentence': 'a', 'original_sentence': ''}|original_sentence",
        "sst2|{'idx': 0, 'label': 0, 'sentence': 'a', 'original_text': 'b'}|original_text",
        "mnli|{'idx': 0, 'label': 0, 'premise': 'a'}|hypothesis",
        "mnli|{'idx': 0, 'label': 3, 'premise': 'a', 'hypothesis': 'b'}|label",
        "mnli|{'idx': 0, 'label': 0, 'sentence': 'premise: a hypothesis: b',"
            + " 'original_sentence': 'a b'}|original_sentence",
        "mnli|{'idx': 0, 'label': 0, 'sentence': 'premise: a hypothesis: b',"
            + " 'original_premise': 'c'}|original_premise",
        "rte|{'idx': 0, 'label': 0, 'premise': 'a', 'hypothesis': 'b'}|sentence1",
        "rte|7|record 1"
      })
  void aRecordThatCannotBeIsNamed(String task, String record, String named) {
    String good =
        "{'idx': 0, 'label': 0, 'sentence': 'premise: a hypothesis: b', 'sentence1': 'a',"
            + " 'sentence2': 'b'}";
    assertThatThrownBy(() -> read("{'" + task + "': [" + good + ", " + record + "]}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("set.json: " + task + " record 1")
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{'sst-2': []}",
        "{'sst2': {}}",
        "{'sst2': [], 'sst2': []}",
        "{'sst2': []} {}",
        "{'sst2': [",
        "{'sst2': [" + SST2,
        "{'sst2': [{'idx': 0, 'label': 0, 'sentence': 'a"
      })
  void anotherFileIsRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("set.json");
  }

  @Test
  void textsNestingAndFieldsWithoutEndAreRefused() {
    String record = "{'sst2': [{'idx': 0, 'label': 0, 'sentence': '%s', 'more': %s}]}";
    assertRefused(record.formatted("x".repeat(10_001), "1"));
    assertRefused(record.formatted("x", "[".repeat(1_000)));
    StringBuilder fields = new StringBuilder("{'sst2': [{");
    for (int field = 0; field < 100; field++) {
      fields.append("'f").append(field).append("': 1, ");
    }
    assertRefused(fields + "'label': 0}]}");
  }

  private static void assertRefused(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("set.json");
  }

  @Test
  void otherBytesThanUtf8AndDamagedGzipAreRefused() {
    String json = "{'sst2': [" + SST2.replace("film", "caf\u00e9") + "]}";
    byte[] latin = json.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = gzip(bytes(json), 1);
    byte[] damaged = whole.clone();
    damaged[whole.length - 5] ^= 1;
    for (byte[] content :
        List.of(latin, Arrays.copyOf(whole, whole.length - 9), damaged, Arrays.copyOf(whole, 3))) {
      assertThatThrownBy(() -> TripletReader.read(new DataFile("set.json", content, List.of())))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("set.json");
    }
  }

  @Test
  void whatInflatesWithoutEndIsRefused() {
    byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    DataFile bomb = new DataFile("set.json", gzip(blanks, 257), List.of());
    assertThatThrownBy(() -> TripletReader.read(bomb))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("268435456 bytes at most");
  }

  private static Triplet one(String task, String record) {
    List<Triplet> triplets = read("{'" + task + "': [" + record + "]}").triplets();
    assertThat(triplets).hasSize(1);
    return triplets.get(0);
  }

  private static Triplets read(String json) {
    return Triplets.read(List.of(file(json)));
  }

  private static DataFile file(String json) {
    return Mirror.of("set.json", json.replace('\'', '"'));
  }

  private static byte[] bytes(String json) {
    return file(json).content();
  }

  private static byte[] gzip(byte[] content, int times) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int time = 0; time < times; time++) {
        gzip.write(content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
