package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDManager;
import io.heirloom.languagemodel.torchscript.TorchScriptProgram;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The arithmetic of GPT-NeoX, which lies beside this class as text. */
final class Program {
  private static final String CLASS = "GptNeox";
  private static final List<String> TEXTS =
      List.of(
          "gpt-neox.torchscript",
          "classifier.torchscript",
          "language-model.torchscript",
          "generation.torchscript",
          "backward.torchscript",
          "private.torchscript",
          "optimizer.torchscript");

  private Program() {}

  /** Compiles it for a model of that shape, on the manager's device. */
  static TorchScriptProgram load(NDManager manager, GptNeoxConfig config, Precision precision) {
    return load(manager, attributes(config, precision, false));
  }

  /** The same for training in which each row's gradient is clipped. */
  static TorchScriptProgram loadByRow(
      NDManager manager, GptNeoxConfig config, Precision precision) {
    return load(manager, attributes(config, precision, true));
  }

  private static TorchScriptProgram load(NDManager manager, SortedMap<String, Object> attributes) {
    return TorchScriptProgram.load(manager, Program.class, TEXTS, CLASS, attributes);
  }

  private static SortedMap<String, Object> attributes(
      GptNeoxConfig config, Precision precision, boolean byRow) {
    SortedMap<String, Object> attributes = new TreeMap<>();
    attributes.put("layers", config.layers());
    attributes.put("heads", config.heads());
    attributes.put("rotary_dimensions", config.rotaryDimensions());
    attributes.put("rotary_base", config.rotaryBase());
    attributes.put("layer_norm_epsilon", config.layerNormEpsilon());
    attributes.put("activation", config.activation().programName());
    attributes.put("parallel_residual", config.parallelResidual());
    attributes.put("attention_bias", config.attentionBias());
    attributes.put("bfloat16", precision == Precision.BFLOAT16);
    attributes.put("by_row", byRow);
    return attributes;
  }
}
