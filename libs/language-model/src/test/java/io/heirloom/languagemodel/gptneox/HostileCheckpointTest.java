package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.heirloom.languagemodel.AllocatedMemory;
import io.heirloom.languagemodel.DamagedBytes;
import io.heirloom.languagemodel.ReadOrRefused;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsFolder;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases are drawn from their number, so that a failure can be drawn again. */
final class HostileCheckpointTest {
  /** The model's program is compiled whatever the files hold. */
  private static final int PROGRAM_SIZE = 1 << 19;

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String[] ODD_VALUES = {
    "null",
    "true",
    "0",
    "1",
    "2",
    "-1",
    "3.5",
    "1e999",
    "-1e999",
    "1e-400",
    "2147483648",
    "1048576",
    "123456789012345678901234567890",
    "\"\"",
    "\"default\"",
    "\"16\"",
    "[]",
    "[1]",
    "[null]",
    "{}",
    "{\"0\":\"a\"}",
    "{\"0\":null}",
    "{\"-0\":\"a\"}",
    "{\"00\":\"a\"}",
    "{\"rope_type\":\"yarn\"}",
    "{\"rope_theta\":0}",
    "{\"partial_rotary_factor\":[]}",
    "{\"type\":null}"
  };
  private static final String[] OTHER_FIELDS = {
    "rotary_pct", "rotary_emb_base", "rope_scaling", "num_labels", "head_dim", "quantization_config"
  };

  @TempDir Path folder;

  @BeforeEach
  void copyAWholeOne() throws IOException, URISyntaxException {
    Path whole = Path.of(getClass().getResource("cases/neox-three-classes").toURI());
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(whole.resolve(file), folder.resolve(file));
    }
  }

  @Test
  void damagedConfigurationsAreReadOrRefusedByName() throws IOException {
    byte[] whole = Files.readAllBytes(config());
    int read = 0;
    for (int number = 0; number < 6_000; number++) {
      Files.write(config(), DamagedBytes.of(whole, number));
      read += isReadOrRefused("case " + number) ? 1 : 0;
    }
    // Were all refused, or none, the cases would say little.
    assertThat(read).isBetween(300, 3_000);
  }

  @Test
  void configurationsOfOddValuesAreReadOrRefusedByName() throws IOException {
    ObjectNode whole = (ObjectNode) MAPPER.readTree(config().toFile());
    List<String> fields = new ArrayList<>(List.of(OTHER_FIELDS));
    whole.fieldNames().forEachRemaining(fields::add);
    int read = 0;
    for (int number = 0; number < 6_000; number++) {
      Random random = new Random(number);
      ObjectNode odd = whole.deepCopy();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String value = ODD_VALUES[random.nextInt(ODD_VALUES.length)];
        odd.putRawValue(fields.get(random.nextInt(fields.size())), new RawValue(value));
      }
      Files.writeString(config(), odd.toString());
      read += isReadOrRefused(odd.toString()) ? 1 : 0;
    }
    assertThat(read).isBetween(300, 4_000);
  }

  @Test
  void damagedShapesByNameAreReadOrRefused() {
    byte[] whole =
        "{\"hidden_size\":32,\"num_hidden_layers\":2,\"num_attention_heads\":4,\"hidden_act\":\"relu\"}"
            .getBytes(StandardCharsets.UTF_8);
    for (int number = 0; number < 3_000; number++) {
      String shape = new String(DamagedBytes.of(whole, number), StandardCharsets.ISO_8859_1);
      ReadOrRefused.check(
          shape, "model", shape.length(), () -> RandomShapes.parse(RandomShapes.PREFIX + shape));
    }
  }

  /** Native memory is in reach of these, so that the process lives on is part of what is seen. */
  @Test
  void damagedModelsAreLoadedOrRefusedByName() throws IOException {
    byte[] configuration = Files.readAllBytes(config());
    byte[] weights = Files.readAllBytes(weights());
    int loaded = 0;
    for (int number = 0; number < 1_500; number++) {
      boolean other = number % 2 == 0;
      Files.write(config(), other ? DamagedBytes.of(configuration, number) : configuration);
      Files.write(weights(), other ? weights : DamagedBytes.of(weights, number));
      loaded += isLoadedOrRefused("case " + number) ? 1 : 0;
    }
    assertThat(loaded).isBetween(20, 900);
  }

  @ParameterizedTest
  @CsvSource({
    "num_hidden_layers, 1048576, 'num_hidden_layers: 1048576'",
    "num_hidden_layers, 1024, no tensor gpt_neox.layers.2",
    "vocab_size, 1048576, '[1048576, 16]'",
    "hidden_size, 1048576, '[29, 1048576]'",
    "intermediate_size, 1048576, '[1048576, 16]'",
    "max_position_embeddings, 0, 'max_position_embeddings: 0'",
  })
  void aConfigurationOfALargeModelIsRefusedBeforeAnythingLargeIsMade(
      String field, int value, String named) throws IOException {
    ObjectNode large = (ObjectNode) MAPPER.readTree(config().toFile());
    Files.writeString(config(), large.put(field, value).toString());
    long heap =
        AllocatedMemory.heapOf(
            () ->
                assertThatThrownBy(
                        () -> GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device()).close())
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(named));
    assertThat(heap).isLessThan(16 << 20);
  }

  @Test
  void aHeadOfCountlessClassesThatHoldNothingIsRefused() throws IOException {
    ObjectNode config = (ObjectNode) MAPPER.readTree(config().toFile());
    config.remove(List.of("id2label", "label2id"));
    Files.writeString(config(), config.toString());
    TreeMap<String, TensorForm> head = new TreeMap<>();
    head.put("score.weight", new TensorForm(ElementType.F32, List.of(1L << 31, 0L)));
    SafetensorsWriter.write(weights(), head, name -> ByteBuffer.allocate(0));
    assertThatThrownBy(() -> GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device()).close())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("score.weight shape: [2147483648, 0]");
  }

  private boolean isReadOrRefused(String what) throws IOException {
    return ReadOrRefused.check(
        what, config().toString(), Files.size(config()), () -> ConfigFile.read(folder));
  }

  private boolean isLoadedOrRefused(String what) throws IOException {
    long bytes = PROGRAM_SIZE + Files.size(config()) + Files.size(weights());
    return ReadOrRefused.check(what, folder.toString(), bytes, this::load);
  }

  private void load() {
    GptNeox.storedClassifier(folder, TestDevice.CHOSEN.device()).close();
  }

  private Path config() {
    return folder.resolve(ConfigFile.NAME);
  }

  private Path weights() {
    return folder.resolve(SafetensorsFolder.SINGLE_FILE);
  }
}
