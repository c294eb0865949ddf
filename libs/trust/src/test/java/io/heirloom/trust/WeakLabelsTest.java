package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakLabelsTest {
  private static final float[][] PROBABILITIES = {
    {0.1f, 0.9f}, {1 / 3f, 2 / 3f}, {Math.nextDown(1f), Float.MIN_VALUE}, {0.5f, 0.5f}
  };

  @TempDir Path folder;

  @Test
  void areReadBackToTheBit() {
    ClassLabels.of(Label.Form.SOFT, 7, PROBABILITIES).write(folder);
    ClassLabels read = (ClassLabels) WeakLabels.read(folder);
    assertThat(read.form()).isEqualTo(Label.Form.SOFT);
    assertThat(read.fromRow()).isEqualTo(7);
    assertThat(read.probabilities()).isDeepEqualTo(PROBABILITIES);
  }

  @Test
  void hardLabelsAreDecisionsForTheFirstOfTheLikeliest() {
    assertThat(ClassLabels.of(Label.Form.HARD, PROBABILITIES).probabilities())
        .isDeepEqualTo(new float[][] {{0, 1}, {0, 1}, {1, 0}, {1, 0}});
  }

  @Test
  void shardsAreJoinedInOrder() {
    WeakLabels whole =
        WeakLabels.join(
            List.of(
                ClassLabels.of(Label.Form.SOFT, 1, new float[][] {{0.2f, 0.8f}}),
                ClassLabels.of(Label.Form.SOFT, 2, new float[][] {{0.3f, 0.7f}}),
                ClassLabels.of(Label.Form.SOFT, 0, new float[][] {{0.1f, 0.9f}})));
    assertThat(((ClassLabels) whole).probabilities())
        .isDeepEqualTo(new float[][] {{0.1f, 0.9f}, {0.2f, 0.8f}, {0.3f, 0.7f}});
  }

  @Test
  void writtenLabelsKeepEveryCharacterOverLinesAndShards() {
    List<String> texts = List.of("a\tb\r\nc", "", "\"quoted\" \\ \u0001 \u00e9 \ud83d\ude00");
    new WrittenLabels(3, texts).write(folder);
    assertThat(WeakLabels.read(folder)).isEqualTo(new WrittenLabels(3, texts));
    assertThat(
            WeakLabels.join(
                List.of(new WrittenLabels(1, List.of("b")), new WrittenLabels(0, List.of("a")))))
        .isEqualTo(new WrittenLabels(0, List.of("a", "b")));
    assertNotJoined(
        new WrittenLabels(0, List.of("a")), ClassLabels.of(Label.Form.SOFT, 1, PROBABILITIES));
  }

  @Test
  void shardsWithAGapAnOverlapOrOfTwoFormsAreNotJoined() {
    WeakLabels first = ClassLabels.of(Label.Form.SOFT, 0, PROBABILITIES);
    assertNotJoined(first, ClassLabels.of(Label.Form.SOFT, 5, PROBABILITIES));
    assertNotJoined(first, ClassLabels.of(Label.Form.SOFT, 3, PROBABILITIES));
    assertNotJoined(first, ClassLabels.of(Label.Form.HARD, 4, PROBABILITIES));
    assertThatThrownBy(() -> WeakLabels.join(List.of())).isInstanceOf(InvalidInputException.class);
  }

  private static void assertNotJoined(WeakLabels first, WeakLabels second) {
    assertThatThrownBy(() -> WeakLabels.join(List.of(first, second)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void valuesThatAreNoProbabilitiesAreRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0.1f, 1.1f}) {
      assertThatThrownBy(() -> ClassLabels.of(Label.Form.SOFT, new float[][] {{0.5f, value}}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("finite probability");
    }
    assertThatThrownBy(() -> ClassLabels.of(Label.Form.HARD, new float[0][]))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> ClassLabels.of(Label.Form.SOFT, new float[][] {{0.5f, 0.5f}, {0, 0, 1}}))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "heirloom\tscored-rows\tsoft\t1\t3\n0\t0.5\t0.5\n",
        "heirloom\tweak-labels\tlukewarm\t1\t3\n0\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t2\t3\n0\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t3\n0\t0.5\t0.5\n1\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t3\n0\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t3\n0\tNaN\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t3\n0\t1e39\t0.5\n",
        "heirloom\tweak-labels\tsoft\t2\t3\n0\t0.5\t0.5\n2\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t3\n-1\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t0\t3\n",
        "heirloom\tweak-labels\twritten\t1\t2\n0\tunquoted\n",
        "heirloom\tweak-labels\twritten\t1\t2\n0\t[1]\n",
        "heirloom\tweak-labels\twritten\t1\t3\n0\t\"a\"\t\"b\"\n",
        "heirloom\tweak-labels\tsoft\t99999999999\t3\n0\t0.5\t0.5\n",
        "heirloom\tweak-labels\tsoft\t1\t2\n0\t0.5\n"
      })
  void aFileThatIsNotWholeOrNotSuchAFileIsRefused(String content) throws IOException {
    Files.writeString(folder.resolve("weak-labels.tsv"), content);
    assertThatThrownBy(() -> WeakLabels.read(folder)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aMissingFileAndOtherBytesThanTextAreRefused() throws IOException {
    assertThatThrownBy(() -> WeakLabels.read(folder)).isInstanceOf(InvalidInputException.class);
    Files.write(folder.resolve("weak-labels.tsv"), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
    assertThatThrownBy(() -> WeakLabels.read(folder)).isInstanceOf(InvalidInputException.class);
  }
}
