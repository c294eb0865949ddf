package io.heirloom.languagemodel.gptneox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.TestDevice;
import io.heirloom.languagemodel.safetensors.ElementType;
import io.heirloom.languagemodel.safetensors.SafetensorsWriter;
import io.heirloom.languagemodel.safetensors.TensorForm;
import io.heirloom.languagemodel.torchscript.PyTorchEngine;
import io.heirloom.lineage.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredWeightsTest {
  private static final String EMBEDDING = "gpt_neox.embed_in.weight";
  private static final List<Long> SHAPE = List.of(1L, 2L);

  @TempDir Path folder;

  @Test
  void readsSinglePrecision() {
    write(EMBEDDING, ElementType.F32, buffer(8).putFloat(1.5f).putFloat(-2));
    assertThat(read(EMBEDDING)).containsExactly(1.5f, -2);
  }

  @Test
  void readsHalfPrecision() {
    write(EMBEDDING, ElementType.F16, buffer(4).putShort((short) 0x3e00).putShort((short) 0xc000));
    assertThat(read(EMBEDDING)).containsExactly(1.5f, -2);
  }

  @Test
  void readsBrainFloatingPoint() {
    write(EMBEDDING, ElementType.BF16, buffer(4).putShort((short) 0x3fc0).putShort((short) 0xc000));
    assertThat(read(EMBEDDING)).containsExactly(1.5f, -2);
  }

  @Test
  void findsTheTensorsOfABodySavedAlone() {
    write("embed_in.weight", ElementType.F32, buffer(8).putFloat(1.5f).putFloat(-2));
    assertThat(read(EMBEDDING)).containsExactly(1.5f, -2);
  }

  @Test
  void readsDoublePrecision() {
    write(EMBEDDING, ElementType.F64, buffer(16).putDouble(1.5).putDouble(-2));
    assertThat(read(EMBEDDING)).containsExactly(1.5f, -2);
  }

  @Test
  void findsALanguageModelsHeadUnderItsNewName() {
    write("lm_head.weight", ElementType.F32, buffer(8).putFloat(1.5f).putFloat(-2));
    assertThat(read("embed_out.weight")).containsExactly(1.5f, -2);
  }

  @Test
  void namesATensorThatIsMissing() {
    write("score.weight", ElementType.F32, buffer(8).putFloat(1).putFloat(2));
    assertThatThrownBy(() -> read("embed_out.weight"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("no tensor embed_out.weight");
  }

  @Test
  void refusesWholeNumbers() {
    write(EMBEDDING, ElementType.I32, buffer(8).putInt(1).putInt(2));
    assertThatThrownBy(() -> read(EMBEDDING))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(EMBEDDING + " dtype: I32");
  }

  @Test
  void keepsNothingOfTheFile() {
    write(EMBEDDING, ElementType.F32, buffer(8).putFloat(1.5f).putFloat(-2));
    try (NDManager manager = PyTorchEngine.newManager(TestDevice.CHOSEN.device());
        StoredWeights weights = StoredWeights.open(folder)) {
      NDArray tensor = weights.create(manager, EMBEDDING, SHAPE);
      assertThat(manager.getManagedArrays()).containsExactly(tensor);
    }
  }

  private float[] read(String name) {
    try (NDManager manager = PyTorchEngine.newManager(TestDevice.CHOSEN.device());
        StoredWeights weights = StoredWeights.open(folder)) {
      return weights.create(manager, name, SHAPE).toFloatArray();
    }
  }

  private void write(String name, ElementType type, ByteBuffer content) {
    TreeMap<String, TensorForm> forms = new TreeMap<>();
    forms.put(name, new TensorForm(type, SHAPE));
    SafetensorsWriter.write(folder.resolve("model.safetensors"), forms, asked -> content.flip());
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
