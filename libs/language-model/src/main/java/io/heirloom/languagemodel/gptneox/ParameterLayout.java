package io.heirloom.languagemodel.gptneox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and shapes of a model's parameters, in the order in which gpt-neox.torchscript wants them.
 * Names are those of the hub's checkpoints.
 *
 * @param body name to shape, without the head
 */
record ParameterLayout(Map<String, List<Long>> body) {
  /** Begins the name of every parameter but the head's. */
  static final String PREFIX = "gpt_neox.";

  static final String EMBEDDING = PREFIX + "embed_in.weight";
  static final String LANGUAGE_HEAD = "embed_out.weight";
  static final String CLASSIFICATION_HEAD = "score.weight";

  ParameterLayout {
    body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
  }

  static ParameterLayout of(GptNeoxConfig config) {
    long hidden = config.hiddenSize();
    Map<String, List<Long>> body = new LinkedHashMap<>();
    body.put(EMBEDDING, List.of((long) config.vocabularySize(), hidden));
    for (int layer = 0; layer < config.layers(); layer++) {
      putLayer(body, PREFIX + "layers." + layer + ".", config);
    }
    putWithBias(body, PREFIX + "final_layer_norm", List.of(hidden));
    return new ParameterLayout(body);
  }

  /** The shape of a head with this many outputs. */
  static List<Long> headShape(GptNeoxConfig config, int outputs) {
    return List.of((long) outputs, (long) config.hiddenSize());
  }

  private static void putLayer(Map<String, List<Long>> body, String layer, GptNeoxConfig config) {
    long hidden = config.hiddenSize();
    long inner = config.intermediateSize();
    putWithBias(body, layer + "input_layernorm", List.of(hidden));
    putWithBias(body, layer + "post_attention_layernorm", List.of(hidden));
    putWithBias(body, layer + "mlp.dense_h_to_4h", List.of(inner, hidden));
    putWithBias(body, layer + "mlp.dense_4h_to_h", List.of(hidden, inner));
    String joint = layer + "attention.query_key_value.";
    String output = layer + "attention.dense.";
    body.put(joint + "weight", List.of(3 * hidden, hidden));
    body.put(output + "weight", List.of(hidden, hidden));
    if (config.attentionBias()) {
      body.put(joint + "bias", List.of(3 * hidden));
      body.put(output + "bias", List.of(hidden));
    }
  }

  private static void putWithBias(Map<String, List<Long>> body, String module, List<Long> shape) {
    body.put(module + ".weight", shape);
    body.put(module + ".bias", List.of(shape.get(0)));
  }
}
