package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema of a study file, made by the reader itself. It says less than the reader knows:
 * fields that do not go together, and repetitions within ranges, are found only when a study is
 * read. Numbers are numbers in it, while the reader takes {@code 1e-4} also where YAML 1.1 has a
 * text.
 */
public final class StudySchema {
  private StudySchema() {}

  /** The schema, of draft 2020-12, with a description, the range and the default of every field. */
  public static ObjectNode json() {
    ObjectNode schema =
        JsonNodeFactory.instance
            .objectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "A study for Heirloom");
    return schema.setAll(StudyRequestReader.shape().schema());
  }
}
