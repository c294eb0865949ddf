package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFile;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.TensorForm;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is written is what transformers reads. The folders stay under {@code target/written}, each
 * with the answers of its model, for loads_what_is_written.py to load with transformers itself.
 */
final class WrittenCheckpointTest {
  private static final Path WRITTEN = Path.of("target", "written");
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<int[]> ROWS =
      List.of(new int[] {3, 1, 4, 1, 5, 9, 2, 6}, new int[] {5}, new int[] {2, 7, 1, 8, 2});

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plain | ``",
        "sequential-without-bias | `,\"use_parallel_residual\":false,\"attention_bias\":false`",
        "rotary-whole | `,\"rotary_pct\":1.0,\"rotary_emb_base\":100`",
        "rotary-odd | `,\"rotary_pct\":0.4`",
        "gelu-tanh | `,\"hidden_act\":\"gelu_new\"`",
        "silu | `,\"hidden_act\":\"silu\",\"layer_norm_eps\":0.01`",
        "relu | `,\"hidden_act\":\"relu\",\"tie_word_embeddings\":true`",
        "several-ends | `,\"eos_token_id\":[0,2],\"pad_token_id\":null`",
      })
  void theSameModelIsReadBack(String name, String variation) throws IOException {
    try (GptNeox model = GptNeoxTest.model(variation)) {
      assertReadBack(name, model);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"neox-three-classes", "neox-bare-bfloat16"})
  void aModelThatTransformersWroteIsReadBack(String name) throws IOException, URISyntaxException {
    try (GptNeox model = GptNeox.storedClassifier(golden(name), TestDevice.CHOSEN.device())) {
      assertReadBack(name, model);
    }
  }

  @Test
  void theFieldsAndTensorsOfAClassifierAreThese() throws IOException, URISyntaxException {
    Path folder = Files.createDirectories(WRITTEN.resolve("fixed"));
    Path golden = golden("neox-three-classes");
    try (GptNeox model = GptNeox.storedClassifier(golden, TestDevice.CHOSEN.device())) {
      model.save(folder);
    }
    assertThat(folder.resolve("config.json"))
        .hasContent(
            """
            {
              "architectures" : [ "GPTNeoXForSequenceClassification" ],
              "model_type" : "gpt_neox",
              "torch_dtype" : "float32",
              "vocab_size" : 29,
              "hidden_size" : 16,
              "num_hidden_layers" : 2,
              "num_attention_heads" : 2,
              "intermediate_size" : 24,
              "hidden_act" : "gelu_pytorch_tanh",
              "rotary_pct" : 0.4,
              "rotary_emb_base" : 10000.0,
              "max_position_embeddings" : 32,
              "layer_norm_eps" : 1.0E-5,
              "use_parallel_residual" : false,
              "attention_bias" : true,
              "tie_word_embeddings" : false,
              "initializer_range" : 0.02,
              "bos_token_id" : 0,
              "eos_token_id" : 2,
              "pad_token_id" : 1,
              "num_labels" : 3,
              "id2label" : {
                "0" : "contradiction",
                "1" : "neutral",
                "2" : "entailment"
              },
              "label2id" : {
                "contradiction" : 0,
                "neutral" : 1,
                "entailment" : 2
              }
            }
            """);
    // The golden file was written by transformers.
    assertThat(tensors(folder)).isEqualTo(tensors(golden));
    assertThat(tensors(folder).values()).allMatch(form -> form.type() == ElementType.F32);
  }

  private static void assertReadBack(String name, GptNeox model) throws IOException {
    Path folder = Files.createDirectories(WRITTEN.resolve(name));
    model.save(folder);
    float[][] logits = model.classLogits(ROWS);
    MAPPER.writeValue(
        folder.resolve("answers.json").toFile(), Map.of("rows", ROWS, "logits", logits));
    try (GptNeox read = GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device())) {
      assertThat(read.config().classNames()).isEqualTo(model.config().classNames());
      float[][] again = read.classLogits(ROWS);
      for (int i = 0; i < logits.length; i++) {
        assertThat(again[i]).containsExactly(logits[i], within(0f));
      }
    }
  }

  private static SortedMap<String, TensorForm> tensors(Path folder) {
    try (SafetensorsFile file =
        SafetensorsFile.open(folder.resolve(SafetensorsFolder.SINGLE_FILE))) {
      return file.tensors();
    }
  }

  private static Path golden(String name) throws URISyntaxException {
    return Path.of(WrittenCheckpointTest.class.getResource("cases/" + name).toURI());
  }
}
