package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  private static final String SIZES =
      "\"model_type\":\"gpt_neox\",\"vocab_size\":97,\"hidden_size\":32,\"num_hidden_layers\":2,"
          + "\"num_attention_heads\":4,\"intermediate_size\":128";

  @TempDir Path folder;

  @Test
  void readsRotaryFieldsAsVersion4WritesThem() {
    GptNeoxConfig config =
        config("\"rotary_pct\":0.5,\"rotary_emb_base\":500,\"rope_scaling\":null");
    assertThat(config.rotaryShare()).isEqualTo(0.5);
    assertThat(config.rotaryBase()).isEqualTo(500);
    assertThat(config.rotaryDimensions()).isEqualTo(4);
  }

  @Test
  void readsRotaryFieldsAsVersion5WritesThem() {
    GptNeoxConfig config =
        config(
            "\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":500.0,"
                + "\"partial_rotary_factor\":0.5}");
    assertThat(config.rotaryShare()).isEqualTo(0.5);
    assertThat(config.rotaryBase()).isEqualTo(500);
  }

  @Test
  void takesTransformersDefaultsForWhatIsLeftOut() {
    GptNeoxConfig config = config("\"use_cache\":true");
    assertThat(config.rotaryShare()).isEqualTo(0.25);
    assertThat(config.rotaryBase()).isEqualTo(10_000);
    assertThat(config.activation()).isEqualTo(Activation.GELU);
    assertThat(config.parallelResidual()).isTrue();
    assertThat(config.attentionBias()).isTrue();
    assertThat(config.tiedEmbeddings()).isFalse();
    assertThat(config.layerNormEpsilon()).isEqualTo(1e-5);
    assertThat(config.classes()).isEmpty();
  }

  @Test
  void countsClassesByTheirNames() {
    assertThat(config("\"id2label\":{\"0\":\"a\",\"1\":\"b\",\"2\":\"c\"}").classes()).hasValue(3);
    assertThat(config("\"num_labels\":4").classes()).hasValue(4);
  }

  @Test
  void readsWhatItWrote() {
    GptNeoxConfig config =
        config(
                "\"hidden_act\":\"gelu_fast\",\"use_parallel_residual\":false,\"attention_bias\":false,"
                    + "\"pad_token_id\":1,\"eos_token_id\":null,\"tie_word_embeddings\":true")
            .withClasses(3);
    ConfigFile.write(config, Head.CLASSIFICATION, folder);
    assertThat(ConfigFile.read(folder)).isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"model_type\":\"llama\" | model_type: 'llama'",
        "\"hidden_size\":33 | hidden_size: 33",
        "\"hidden_size\":\"32\" | hidden_size: ",
        "\"num_hidden_layers\":0 | num_hidden_layers: 0",
        "\"num_hidden_layers\":1.5 | num_hidden_layers: 1.5",
        "\"hidden_act\":\"mish\" | hidden_act: 'mish'",
        "\"rope_scaling\":{\"type\":\"linear\",\"factor\":2.0} | rope_scaling: type: 'linear'",
        "\"rope_parameters\":{\"rope_type\":\"yarn\"} | rope_parameters: rope_type: 'yarn'",
        "\"rotary_pct\":1.5 | rotary_pct: 1.5",
        "\"rotary_pct\":0.4 | rotary_pct: 0.4",
        "\"use_parallel_residual\":\"yes\" | use_parallel_residual: ",
        "\"num_labels\":3,\"id2label\":{\"0\":\"a\",\"1\":\"b\"} | num_labels: 3",
        "\"vocab_size\":null | vocab_size: 'nothing'",
      })
  void refusesByNameWhatItCannotFollow(String field, String named) {
    assertThatThrownBy(() -> config(field))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(named);
  }

  @Test
  void refusesWhatIsNoJson() {
    assertThatThrownBy(() -> ConfigFile.parse("config.json", "{"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ConfigFile.parse("config.json", "[]"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> ConfigFile.read(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("config.json");
  }

  /** The sizes with more fields, which take the place of those of the same name. */
  private static GptNeoxConfig config(String fields) {
    String name = fields.substring(0, fields.indexOf(':'));
    String others = SIZES.replaceFirst(name + ":[^,]*,?", "");
    return ConfigFile.parse(
        "config.json", "{" + fields + "," + others.replaceFirst(",$", "") + "}");
  }
}
