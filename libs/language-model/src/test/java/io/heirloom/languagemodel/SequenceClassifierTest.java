package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.ModelSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SequenceClassifierTest {
  private static final RowProgress SILENT = (done, total) -> {};

  @TempDir Path folder;

  @BeforeEach
  void saveOne() {
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1)) {
      model.save(folder);
    }
  }

  @Test
  void answersTheSameAfterSavingAndLoading() {
    List<String> texts = ToyTexts.draw(50, 1).texts();
    try (SequenceClassifier model = ToyTexts.tinyClassifier(1);
        SequenceClassifier loaded = SequenceClassifier.load(folder, TestDevice.CHOSEN)) {
      float[][] logits = model.logits(model.tokenize(texts, 64), SILENT);
      assertThat(loaded.logits(loaded.tokenize(texts, 64), SILENT)).isDeepEqualTo(logits);
      assertThat(loaded.classes()).isEqualTo(2);
    }
  }

  @Test
  void answersRowsInTheOrderGivenWhateverTheirLengths() {
    Random random = new Random(1);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      rows.add(random.ints(1 + random.nextInt(200), 0, 200).toArray());
    }
    List<Long> done = new ArrayList<>();
    try (SequenceClassifier model = SequenceClassifier.load(folder)) {
      float[][] together = model.logits(rows, (rowsDone, total) -> done.add(rowsDone));
      for (int i = 0; i < rows.size(); i++) {
        float[] alone = model.logits(List.of(rows.get(i)), SILENT)[0];
        assertThat(together[i]).as("row %d", i).containsExactly(alone, within(1e-5f));
      }
    }
    assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(120L);
  }

  @Test
  void cutsLongTextsAndKeepsATokenOfEmptyOnes() {
    try (SequenceClassifier model = SequenceClassifier.load(folder)) {
      List<int[]> whole = model.tokenize(List.of("a long text about nothing", ""), 1000);
      List<int[]> cut = model.tokenize(List.of("a long text about nothing"), 3);
      assertThat(cut.get(0)).hasSize(3).isEqualTo(Arrays.copyOf(whole.get(0), 3));
      assertThat(whole.get(1)).containsExactly(0);
    }
  }

  @Test
  void refusesAFolderWithoutAModel() throws IOException {
    Files.delete(folder.resolve("config.json"));
    assertRefused("config.json");
  }

  @Test
  void refusesPicklesAndSaysHowToConvertThem() throws IOException {
    Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));
    assertRefused("pytorch_model.bin", "safetensors", "python -c");
  }

  @Test
  void refusesWeightsThatAreCutOff() throws IOException {
    Path weights = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 5));
    assertRefused("model.safetensors");
  }

  @Test
  void refusesWeightsThatLackATensor() throws IOException {
    editConfig("\"num_hidden_layers\" : 2", "\"num_hidden_layers\" : 3");
    assertRefused("no tensor gpt_neox.layers.2.input_layernorm.weight");
  }

  @Test
  void refusesWeightsOfAnotherShape() throws IOException {
    editConfig("\"intermediate_size\" : 128", "\"intermediate_size\" : 64");
    assertRefused("mlp.dense_h_to_4h.weight shape: [128, 32]", "[64, 32]");
  }

  @Test
  void refusesAnotherNumberOfClassesThanTheHeadHas() throws IOException {
    editConfig("\"num_labels\" : 2", "\"num_labels\" : 3");
    assertRefused("num_labels");
  }

  @Test
  void refusesABrokenTokenizer() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{\"version\":\"1.0\"}");
    assertRefused("tokenizer.json");
  }

  @Test
  void theLibraryGivesAFoldersBodyANewHead() {
    ModelLibrary library = library();
    ModelSource source = library.pin(folder.toString());
    try (SequenceClassifier model = library.classifier(source, 3, 5, (received, total) -> {});
        SequenceClassifier again = library.classifier(source, 3, 5, (received, total) -> {})) {
      List<int[]> rows = model.tokenize(List.of("some text"), 64);
      float[][] logits = model.logits(rows, SILENT);
      assertThat(logits[0]).hasSize(3);
      assertThat(again.logits(rows, SILENT)).isDeepEqualTo(logits);
    }
  }

  @Test
  void theLibraryDrawsRandomModelsFromTheSeed() {
    ModelLibrary library = library();
    ModelSource source = library.pin("random:tiny");
    try (SequenceClassifier model = library.classifier(source, 2, 1, (received, total) -> {});
        SequenceClassifier saved = SequenceClassifier.load(folder, TestDevice.CHOSEN)) {
      List<int[]> rows = model.tokenize(List.of("some text"), 64);
      assertThat(model.logits(rows, SILENT)).isDeepEqualTo(saved.logits(rows, SILENT));
    }
  }

  @Test
  void theLibraryPinsOnlyModelsItCanLoad() throws IOException {
    editConfig("gpt_neox", "llama");
    assertThatThrownBy(() -> library().pin(folder.toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("model_type: 'llama'");
  }

  private ModelLibrary library() {
    Map<String, String> offline =
        Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", folder.resolve("cache").toString());
    return new ModelLibrary(HubSettings.of(offline), AllowedFolders.ANYWHERE, TestDevice.CHOSEN);
  }

  private void editConfig(String from, String to) throws IOException {
    Path file = folder.resolve("config.json");
    String config = Files.readString(file);
    assertThat(config).contains(from);
    Files.write(file, config.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String... named) {
    assertThatThrownBy(() -> SequenceClassifier.load(folder).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(named);
  }
}
