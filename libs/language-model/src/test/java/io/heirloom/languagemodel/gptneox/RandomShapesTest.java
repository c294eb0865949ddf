package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.tokenizer.SmallVocabulary;
import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RandomShapesTest {
  @ParameterizedTest
  @ValueSource(strings = {"random:tiny", "random:small"})
  void namedShapesHoldTheBuiltInVocabulary(String name) {
    int size = RandomShapes.parse(name).vocabularySize();
    assertThat(size).isBetween(SmallVocabulary.size(), SmallVocabulary.size() + 63);
    assertThat(size % 64).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "14m, 128, 6, 4",
    "70m, 512, 6, 8",
    "160m, 768, 12, 12",
    "410m, 1024, 24, 16",
  })
  void pythiaShapesAreThoseOfThePublishedModels(String name, int hidden, int layers, int heads) {
    GptNeoxConfig config = RandomShapes.parse("random:pythia-" + name);
    assertThat(config.vocabularySize()).isEqualTo(50304);
    assertThat(config.hiddenSize()).isEqualTo(hidden);
    assertThat(config.intermediateSize()).isEqualTo(4 * hidden);
    assertThat(config.layers()).isEqualTo(layers);
    assertThat(config.heads()).isEqualTo(heads);
  }

  @Test
  void theCanonicalFormNamesTheSameShape() {
    GptNeoxConfig config = RandomShapes.parse("random:tiny");
    assertThat(RandomShapes.parse(RandomShapes.canonical(config))).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "huge | 'random:huge'",
        "{\"hidden_size\":64} | num_hidden_layers: 'nothing'",
        "{\"hidden_size\":64,\"num_hidden_layers\":1,\"num_attention_heads\":1,\"x\":1} | 'x'",
        "{\"hidden_size\":64,\"num_hidden_layers\":1,\"num_attention_heads\":1,\"vocab_size\":2}"
            + " | vocab_size: 2",
        "{\"hidden_size\":65536,\"num_hidden_layers\":9,\"num_attention_heads\":1} | parameters",
        "{\"hidden_size\":4,\"num_hidden_layers\":65536,\"num_attention_heads\":1}"
            + " | num_hidden_layers: 65536",
      })
  void refusesByNameWhatIsNoShape(String shape, String named) {
    assertThatThrownBy(() -> RandomShapes.parse("random:" + shape))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);
  }

  @Test
  void weightsAreTheSameEverywhereForTheSameSeed() {
    GptNeoxConfig config = RandomShapes.parse("random:tiny").withClasses(2);
    try (GptNeox model = GptNeox.random(config, 1, TestDevice.CHOSEN.device())) {
      assertThat(model.parametersByName().get("score.weight").toFloatArray())
          .startsWith(-9.4149855E-4f, 0.003332426f, 0.007602487f)
          .hasSize(64);
      assertThat(model.parametersByName().get("gpt_neox.final_layer_norm.weight").toFloatArray())
          .containsOnly(1);
      assertThat(model.parametersByName().get("gpt_neox.final_layer_norm.bias").toFloatArray())
          .containsOnly(0);
    }
  }
}
