package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    assertThat(config.rotaryTheta()).isEqualTo(500);
    assertThat(config.rotaryDimensions()).isEqualTo(4);
  }

  @Test
  void readsRotaryFieldsAsVersion5WritesThem() {
    GptNeoxConfig config =
        config(
            "\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":500.0,"
                + "\"partial_rotary_factor\":0.5}");
    assertThat(config.rotaryShare()).isEqualTo(0.5);
    assertThat(config.rotaryTheta()).isEqualTo(500);
  }

  @Test
  void takesTransformersDefaultsForWhatIsLeftOut() {
    GptNeoxConfig config = config("\"use_cache\":true");
    assertThat(config.rotaryShare()).isEqualTo(0.25);
    assertThat(config.rotaryTheta()).isEqualTo(10_000);
    assertThat(config.activation()).isEqualTo(Activation.GELU);
    assertThat(config.parallelResidual()).isTrue();
    assertThat(config.attentionBias()).isTrue();
    assertThat(config.tiedEmbeddings()).isFalse();
    assertThat(config.layerNormEpsilon()).isEqualTo(1e-5);
    assertThat(config.beginToken()).hasValue(0);
    assertThat(config.endTokens()).containsExactly(2);
    assertThat(config.paddingToken()).isEmpty();
    assertThat(config.classes()).isEmpty();
  }

  /** Share and base as GPTNeoXConfig of transformers 5.18 reports them for the same fields. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rope_theta\":77.0,\"partial_rotary_factor\":1.0 | 0.25 | 10000",
        "\"rope_parameters\":null,\"rotary_pct\":1 | 1 | 10000",
        "\"rope_parameters\":{},\"rotary_pct\":1.0 | 1 | 10000",
        "\"rope_parameters\":{\"rope_type\":\"default\"},\"rotary_pct\":1.0,\"rotary_emb_base\":50 | 1 | 50",
        "\"rope_parameters\":{\"rope_theta\":5.0},\"rope_scaling\":{\"rope_theta\":7.0} | 0.25 | 7",
        "\"rope_scaling\":{\"type\":\"linear\",\"rope_type\":\"default\"} | 0.25 | 10000",
      })
  void findsTheRotaryFieldsWhereTransformersDoes(String fields, double share, double theta) {
    GptNeoxConfig config = config(fields);
    assertThat(config.rotaryShare()).isEqualTo(share);
    assertThat(config.rotaryTheta()).isEqualTo(theta);
  }

  @Test
  void turnsOneDimensionMoreWhereTheShareOfAHeadIsOdd() {
    GptNeoxConfig config = config("\"rotary_pct\":0.4,\"rotary_emb_base\":1000");
    assertThat(config.rotaryDimensions()).isEqualTo(4);
    // transformers: 1000 ^ -(2/3).
    assertThat(Math.pow(config.rotaryBase(), -2.0 / 4)).isCloseTo(0.01, within(1e-12));
    assertThat(config("\"rotary_pct\":0.1").rotaryDimensions()).isZero();
  }

  @Test
  void countsClassesByTheirNames() {
    assertThat(config("\"id2label\":{\"1\":\"b\",\"0\":\"a\",\"2\":\"c\"}").classNames())
        .containsExactly("a", "b", "c");
    assertThat(config("\"num_labels\":2").classNames()).containsExactly("LABEL_0", "LABEL_1");
    assertThat(config("\"id2label\":null,\"num_labels\":4").classes()).hasValue(4);
  }

  @Test
  void aHeadOfAsManyClassesKeepsTheirNames() {
    GptNeoxConfig config = config("\"id2label\":{\"0\":\"a\",\"1\":\"b\"}");
    assertThat(config.withClasses(2).classNames()).containsExactly("a", "b");
    assertThat(config.withClasses(1).classNames()).containsExactly("LABEL_0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"dtype\":\"float16\"",
        "\"torch_dtype\":\"bfloat16\"",
        "\"sliding_window\":8",
        "\"classifier_dropout\":0.1",
        "\"hidden_dropout\":0.1",
        "\"attention_dropout\":0.1",
        "\"quantization_config\":null",
        "\"head_dim\":8"
      })
  void passesOverWhatDoesNotChangeTheAnswers(String field) {
    assertThat(config(field)).isEqualTo(config("\"use_cache\":true"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden_dropout", "attention_dropout"})
  void refusesToTrainWithDropout(String field) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{" + SIZES + ",\"" + field + "\":0.0}");
    ConfigFile.requireSupported(folder);
    Files.writeString(folder.resolve("config.json"), "{" + SIZES + ",\"" + field + "\":0.1}");
    assertThatThrownBy(() -> ConfigFile.requireSupported(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("config.json: " + field + ": 0.1");
  }

  @Test
  void readsSeveralTokensThatEndAText() {
    assertThat(config("\"eos_token_id\":[3,0]").endTokens()).containsExactly(3, 0);
    assertThat(config("\"eos_token_id\":[3,0]").endToken()).hasValue(3);
    assertThat(config("\"eos_token_id\":null").endToken()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "[3,0]", "null"})
  void writesATokenToFillRowsWithWhereNoneIsNamed(String end) {
    GptNeoxConfig config = config("\"eos_token_id\":" + end);
    ConfigFile.write(config, Head.CLASSIFICATION, folder);
    GptNeoxConfig written = ConfigFile.read(folder);
    assertThat(written.paddingToken()).hasValue(end.equals("null") ? 0 : 3);
    assertThat(written.endTokens()).isEqualTo(config.endTokens());
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
        "\"rotary_pct\":null | rotary_pct: null",
        "\"rotary_pct\":1e999 | rotary_pct: ",
        "\"rotary_emb_base\":\"10000\" | rotary_emb_base: ",
        "\"num_attention_heads\":32,\"rotary_pct\":1 | rotary_pct: 1.0",
        "\"hidden_size\":32.0 | hidden_size: 32.0",
        "\"num_hidden_layers\":1048576 | num_hidden_layers: 1048576",
        "\"head_dim\":4 | head_dim: 4",
        "\"attention_bias\":null | attention_bias: null",
        "\"quantization_config\":{\"quant_method\":\"gptq\"} | quantization_config: {",
        "\"eos_token_id\":[0,\"a\"] | eos_token_id: ",
        "\"pad_token_id\":-1 | pad_token_id: -1",
        "\"id2label\":{\"0\":\"a\",\"2\":\"b\"} | id2label: '2'",
        "\"id2label\":{\"0\":[]} | id2label: 0: []",
        "\"use_parallel_residual\":\"yes\" | use_parallel_residual: ",
        "\"num_labels\":3,\"id2label\":{\"0\":\"a\",\"1\":\"b\"} | num_labels: 3",
        "\"vocab_size\":null | vocab_size: null",
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
