package io.heirloom.gateway.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An operation of the interface, as its OpenAPI document has it.
 *
 * @param path with its parameters in braces
 * @param bodies media types of the body; none where it takes none
 */
record Operation(String method, String path, List<Parameter> parameters, List<String> bodies) {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  /**
   * A parameter.
   *
   * @param in {@code path}, {@code query} or {@code header}
   */
  record Parameter(String name, String in) {}

  /** All operations of a document. */
  static List<Operation> of(JsonNode document) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          List<Parameter> parameters = new ArrayList<>(parameters(path.getValue()));
          parameters.addAll(parameters(operation.getValue()));
          operations.add(
              new Operation(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  parameters,
                  bodies(operation.getValue())));
        }
      }
    }
    return operations;
  }

  private static List<Parameter> parameters(JsonNode holder) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode parameter : holder.path("parameters")) {
      parameters.add(new Parameter(parameter.get("name").asText(), parameter.get("in").asText()));
    }
    return parameters;
  }

  private static List<String> bodies(JsonNode operation) {
    List<String> types = new ArrayList<>();
    operation.path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
    return types;
  }
}
