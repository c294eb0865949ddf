package io.heirloom.languagemodel.gptneox;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;

/**
 * GPT-NeoX written out in loops over Java's doubles, one row at a time: slow, and so plain that it
 * can be read against the paper. The program is held against it.
 */
record PlainGptNeox(GptNeoxConfig config, Map<String, NDArray> parameters) {
  /** The classifier's answer to one row. */
  double[] classLogits(int[] row) {
    double[][] states = hiddenStates(row);
    return linear(states[states.length - 1], ParameterLayout.CLASSIFICATION_HEAD, null);
  }

  /** The last hidden states of one row, after the final norm. */
  double[][] hiddenStates(int[] row) {
    double[] embedding = values(ParameterLayout.EMBEDDING);
    int hidden = config.hiddenSize();
    double[][] states = new double[row.length][];
    for (int t = 0; t < row.length; t++) {
      states[t] = Arrays.copyOfRange(embedding, row[t] * hidden, (row[t] + 1) * hidden);
    }
    for (int layer = 0; layer < config.layers(); layer++) {
      states = layer(states, "gpt_neox.layers." + layer + ".");
    }
    double[][] normed = new double[row.length][];
    for (int t = 0; t < row.length; t++) {
      normed[t] = norm(states[t], "gpt_neox.final_layer_norm");
    }
    return normed;
  }

  private double[][] layer(double[][] states, String name) {
    double[][] attention = attention(states, name);
    double[][] out = new double[states.length][];
    for (int t = 0; t < states.length; t++) {
      double[] attended = sum(states[t], attention[t]);
      double[] read = config.parallelResidual() ? states[t] : attended;
      double[] inner =
          linear(
              norm(read, name + "post_attention_layernorm"),
              name + "mlp.dense_h_to_4h.weight",
              name + "mlp.dense_h_to_4h.bias");
      double[] activated = Arrays.stream(inner).map(this::activate).toArray();
      out[t] =
          sum(
              attended,
              linear(
                  activated, name + "mlp.dense_4h_to_h.weight", name + "mlp.dense_4h_to_h.bias"));
    }
    return out;
  }

  private double[][] attention(double[][] states, String name) {
    String bias = config.attentionBias() ? "bias" : null;
    String joint = name + "attention.query_key_value.";
    String output = name + "attention.dense.";
    int size = config.headSize();
    double[][] joints = new double[states.length][];
    for (int t = 0; t < states.length; t++) {
      double[] normed = norm(states[t], name + "input_layernorm");
      joints[t] = linear(normed, joint + "weight", bias == null ? null : joint + bias);
      for (int head = 0; head < config.heads(); head++) {
        rotate(joints[t], head * 3 * size, t);
        rotate(joints[t], head * 3 * size + size, t);
      }
    }
    double[][] out = new double[states.length][];
    for (int t = 0; t < states.length; t++) {
      double[] answers = new double[config.hiddenSize()];
      for (int head = 0; head < config.heads(); head++) {
        attend(joints, t, head, answers);
      }
      out[t] = linear(answers, output + "weight", bias == null ? null : output + bias);
    }
    return out;
  }

  private void attend(double[][] joints, int t, int head, double[] answers) {
    int size = config.headSize();
    int query = head * 3 * size;
    double[] weights = new double[t + 1];
    double total = 0;
    for (int s = 0; s <= t; s++) {
      double score = 0;
      for (int d = 0; d < size; d++) {
        score += joints[t][query + d] * joints[s][query + size + d];
      }
      weights[s] = Math.exp(score / Math.sqrt(size));
      total += weights[s];
    }
    for (int s = 0; s <= t; s++) {
      for (int d = 0; d < size; d++) {
        answers[head * size + d] += weights[s] / total * joints[s][query + 2 * size + d];
      }
    }
  }

  private void rotate(double[] vector, int from, int position) {
    int half = config.rotaryDimensions() / 2;
    for (int i = 0; i < half; i++) {
      double angle = position * Math.pow(config.rotaryBase(), -(double) i / half);
      double first = vector[from + i];
      double second = vector[from + half + i];
      vector[from + i] = first * Math.cos(angle) - second * Math.sin(angle);
      vector[from + half + i] = second * Math.cos(angle) + first * Math.sin(angle);
    }
  }

  private double activate(double x) {
    return switch (config.activation()) {
      case GELU -> x / 2 * (1 + errorFunction(x / Math.sqrt(2)));
      case GELU_TANH ->
          x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case SILU -> x / (1 + Math.exp(-x));
      case RELU -> Math.max(x, 0);
    };
  }

  /** By its series at 0; beyond 4 it is 1 to within 2e-8. */
  private static double errorFunction(double x) {
    if (Math.abs(x) > 4) {
      return Math.signum(x);
    }
    double term = x;
    double sum = term;
    for (int n = 1; n < 100; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  private double[] norm(double[] x, String name) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] weight = values(name + ".weight");
    double[] bias = values(name + ".bias");
    double[] out = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] =
          (x[i] - mean) / Math.sqrt(variance + config.layerNormEpsilon()) * weight[i] + bias[i];
    }
    return out;
  }

  private double[] linear(double[] x, String weightName, String biasName) {
    double[] weight = values(weightName);
    double[] out = new double[weight.length / x.length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += weight[i * x.length + j] * x[j];
      }
    }
    return biasName == null ? out : sum(out, values(biasName));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }

  private double[] values(String name) {
    float[] floats = parameters.get(name).toFloatArray();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }
}
