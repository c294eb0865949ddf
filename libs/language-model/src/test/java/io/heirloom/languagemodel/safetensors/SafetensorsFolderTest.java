package io.heirloom.languagemodel.safetensors;

import static io.heirloom.languagemodel.safetensors.SafetensorsFileTest.form;
import static io.heirloom.languagemodel.safetensors.SafetensorsFileTest.littleEndian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFolderTest {
  @TempDir Path folder;

  @Test
  void weightsInOneFileAreRead() {
    write("model.safetensors", "x", 7);

    try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
      assertThat(weights.tensors()).containsOnlyKeys("x");
      assertThat(weights.content("x").get(0)).isEqualTo((byte) 7);
      assertThatThrownBy(() -> weights.content("y"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'y'");
    }
    assertThat(SafetensorsFolder.fileNames(folder)).containsExactly("model.safetensors");
  }

  @Test
  void weightsInSeveralFilesAreReadThroughTheirIndex() throws IOException {
    write("model-1.safetensors", "x", 1);
    write("model-2.safetensors", "y", 2);
    index("{'metadata':{},'weight_map':{'x':'model-1.safetensors','y':'model-2.safetensors'}}");

    try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
      assertThat(weights.tensors()).containsOnlyKeys("x", "y");
      assertThat(weights.content("y").get(0)).isEqualTo((byte) 2);
    }
    assertThat(SafetensorsFolder.fileNames(folder))
        .containsExactly(
            "model-1.safetensors", "model-2.safetensors", "model.safetensors.index.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../model.safetensors",
        "/etc/model.safetensors",
        "sub/model.safetensors",
        "..safetensors",
        "sub\\\\model.safetensors",
        "pytorch_model.bin",
        "",
        ".safetensors"
      })
  void anIndexThatNamesAnythingButPlainFilesIsRefused(String shard) throws IOException {
    index("{'weight_map':{'x':'" + shard + "'}}");

    assertRefused("weight_map 'x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'weight_map':{}}", "{'weight_map':[]}", "[]", "{'weight_map':"})
  void whatIsNoIndexIsRefused(String json) throws IOException {
    index(json);

    assertRefused("index.json");
  }

  @Test
  void tensorsThatTheIndexForgotAreReadAsTransformersDoes() throws IOException {
    write("model-1.safetensors", "x", 1);
    write("model-2.safetensors", "y", 2);
    write("model-3.safetensors", "z", 3);
    index("{'weight_map':{'x':'model-1.safetensors','other':'model-2.safetensors'}}");
    assertRefused("'other'", "model-2.safetensors");

    write("model-2.safetensors", Map.of("y", 2, "other", 4));
    try (SafetensorsFolder weights = SafetensorsFolder.open(folder)) {
      assertThat(weights.tensors()).containsOnlyKeys("x", "y", "other");
      assertThat(weights.content("y").get(0)).isEqualTo((byte) 2);
    }
  }

  @Test
  void aTensorInTwoShardsIsNamedWithBoth() throws IOException {
    write("model-1.safetensors", "x", 1);
    write("model-2.safetensors", Map.of("x", 2, "y", 2));
    index("{'weight_map':{'x':'model-1.safetensors','y':'model-2.safetensors'}}");

    assertRefused(folder + ": x", "model-1.safetensors", "model-2.safetensors");
  }

  @Test
  void aMissingShardIsNamed() throws IOException {
    index("{'weight_map':{'x':'model-1.safetensors'}}");

    assertRefused("model-1.safetensors");
  }

  @Test
  void aTensorThatIsNotInItsShardIsNamed() throws IOException {
    write("model-1.safetensors", "x", 1);
    index("{'weight_map':{'x':'model-1.safetensors','y':'model-1.safetensors'}}");

    assertRefused("'y'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pytorch_model.bin", "pytorch_model-00001-of-00002.BIN", "model.pt", "a.ckpt"})
  void picklesAreNeverLoadedAndTheMessageSaysHowToConvertThem(String pickle) throws IOException {
    Files.writeString(folder.resolve(pickle), "cos\nsystem\n");

    assertRefused("safetensors.torch", pickle);
  }

  @Test
  void aFolderWithoutWeightsIsRefused() {
    assertRefused("model.safetensors.index.json");
  }

  private void assertRefused(String... named) {
    assertThatThrownBy(() -> SafetensorsFolder.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(named);
  }

  private void write(String file, String tensor, int content) {
    write(file, Map.of(tensor, content));
  }

  private void write(String file, Map<String, Integer> contents) {
    SortedMap<String, TensorForm> forms = new TreeMap<>();
    contents.keySet().forEach(name -> forms.putAll(form(name, 1)));
    SafetensorsWriter.write(
        folder.resolve(file),
        forms,
        name -> littleEndian(1).put(0, contents.get(name).byteValue()));
  }

  private void index(String json) throws IOException {
    Files.writeString(folder.resolve(ShardIndex.FILE_NAME), json.replace('\'', '"'));
  }
}
