package io.heirloom.languagemodel.gptneox;

import io.heirloom.lineage.InvalidInputException;
import java.util.Arrays;
import java.util.List;

/** The function between the two linear maps of a feed-forward part. */
public enum Activation {
  /** x times the standard normal distribution function of x (Hendrycks and Gimpel, 2016). */
  GELU("gelu", List.of("gelu", "gelu_python")),
  /** The same, approximated by a hyperbolic tangent. */
  GELU_TANH(
      "gelu_tanh",
      List.of("gelu_pytorch_tanh", "gelu_new", "gelu_fast", "gelu_python_tanh", "gelu_accurate")),
  /** x times the logistic function of x. */
  SILU("silu", List.of("silu", "swish")),
  /** The larger of x and 0. */
  RELU("relu", List.of("relu"));

  private final String programName;
  private final List<String> hubNames;

  Activation(String programName, List<String> hubNames) {
    this.programName = programName;
    this.hubNames = hubNames;
  }

  /** Its name in the model's program. */
  String programName() {
    return programName;
  }

  /** Its name in a config.json. */
  String hubName() {
    return hubNames.get(0);
  }

  static Activation parse(String field, String hubName) {
    return Arrays.stream(values())
        .filter(activation -> activation.hubNames.contains(hubName))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException(field, hubName, "one of " + allHubNames()));
  }

  private static List<String> allHubNames() {
    return Arrays.stream(values()).flatMap(activation -> activation.hubNames.stream()).toList();
  }
}
