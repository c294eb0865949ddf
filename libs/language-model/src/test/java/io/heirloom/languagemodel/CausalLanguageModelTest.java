package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.artifacts.file.AllowedFolders;
import io.heirloom.languagemodel.gptneox.GenerationSettings;
import io.heirloom.languagemodel.gptneox.Prompt;
import io.heirloom.languagemodel.hub.HubSettings;
import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CausalLanguageModelTest {
  private static final RowProgress SILENT = (done, total) -> {};
  private static final String TINY =
      "random:{\"hidden_size\":32,\"num_hidden_layers\":2,\"num_attention_heads\":4,"
          + "\"initializer_range\":0.2,\"tie_word_embeddings\":%s}";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isTheSameAfterSavingAndLoading(boolean tied) {
    try (CausalLanguageModel model = random(tied)) {
      model.save(folder);
      List<int[]> rows = model.tokenize(List.of("some text", "and another, longer one"), 64);
      GenerationSettings settings = GenerationSettings.greedy(5, List.of());
      try (CausalLanguageModel loaded = CausalLanguageModel.load(folder, TestDevice.CHOSEN);
          CausalLanguageModel named = named(folder.toString())) {
        for (CausalLanguageModel again : List.of(loaded, named)) {
          assertThat(again.losses(rows, SILENT)).isEqualTo(model.losses(rows, SILENT));
          assertThat(again.generate(Prompt.numbered(rows), settings, SILENT))
              .isDeepEqualTo(model.generate(Prompt.numbered(rows), settings, SILENT));
        }
      }
    }
  }

  @Test
  void answersRowsInTheOrderGivenWhateverTheirLengths() {
    List<int[]> rows = rows(120);
    List<Long> done = new ArrayList<>();
    try (CausalLanguageModel model = random(false)) {
      List<RowLoss> together = model.losses(rows, (rowsDone, total) -> done.add(rowsDone));
      for (int i = 0; i < rows.size(); i++) {
        RowLoss alone = model.losses(rows.subList(i, i + 1), SILENT).get(0);
        assertThat(together.get(i).tokens()).isEqualTo(rows.get(i).length - 1);
        assertThat(together.get(i).sum()).isCloseTo(alone.sum(), within(1e-5 * alone.sum()));
      }
    }
    assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(120L);
  }

  @Test
  void continuesPromptsInTheOrderGivenWhateverTheirLengths() {
    List<Prompt> prompts = Prompt.numbered(rows(120));
    GenerationSettings settings = GenerationSettings.greedy(60, List.of());
    List<Long> done = new ArrayList<>();
    try (CausalLanguageModel model = random(false)) {
      int[][][] together =
          model.generate(prompts, settings, (rowsDone, total) -> done.add(rowsDone));
      for (int i = 0; i < prompts.size(); i += 7) {
        assertThat(model.generate(prompts.subList(i, i + 1), settings, SILENT)[0])
            .as("prompt %d", i)
            .isDeepEqualTo(together[i]);
      }
    }
    assertThat(done).hasSizeGreaterThan(1).isSorted().endsWith(120L);
  }

  @Test
  void givesTextsBack() {
    List<String> texts = List.of("Some text, with a number: 42.", "Ein zweiter: äöü");
    try (CausalLanguageModel model = random(false)) {
      assertThat(model.detokenize(model.tokenize(texts, 1000))).isEqualTo(texts);
    }
  }

  @Test
  void refusesAClassifier() {
    try (SequenceClassifier classifier = ToyTexts.tinyClassifier(1)) {
      classifier.save(folder);
    }
    assertThatThrownBy(() -> CausalLanguageModel.load(folder, TestDevice.CHOSEN).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no tensor embed_out.weight");
  }

  private CausalLanguageModel random(boolean tied) {
    return named(TINY.formatted(tied));
  }

  private CausalLanguageModel named(String name) {
    Map<String, String> offline =
        Map.of("HF_HUB_OFFLINE", "1", "HF_HOME", folder.resolve("cache").toString());
    ModelLibrary library =
        new ModelLibrary(HubSettings.of(offline), AllowedFolders.ANYWHERE, TestDevice.CHOSEN);
    return library.languageModel(library.pin(name), 1, (received, total) -> {});
  }

  private static List<int[]> rows(int number) {
    Random random = new Random(1);
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      rows.add(random.ints(2 + random.nextInt(200), 0, 200).toArray());
    }
    return rows;
  }
}
