package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.problems;
import static io.heirloom.gateway.request.Texts.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudySchemaTest {
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonSchema SCHEMA = SCHEMAS.getSchema(StudySchema.json());

  @Test
  void theSchemaIsOne() {
    JsonSchema ofSchemas =
        SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(ofSchemas.validate(StudySchema.json())).isEmpty();
  }

  @Test
  void everyFieldIsDescribedAndEveryDescriptionIsOfAField() {
    List<JsonNode> fields = StudySchema.json().findValues("properties");
    List<String> described = StudySchema.json().findValuesAsText("description");

    assertThat(fields)
        .flatMap(JsonNode::properties)
        .allSatisfy(
            field ->
                assertThat(field.getValue().path("description").asText())
                    .as(field.getKey())
                    .isNotBlank());
    assertThat(Descriptions.all().values()).allMatch(described::contains);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleConforms(Path example) throws Exception {
    byte[] text = Files.readAllBytes(example);

    assertThat(SCHEMA.validate(StudyFile.YAML.read(text))).isEmpty();
    assertThat(yaml(Files.readString(example)).name()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lambda: 0.5",
        "lambda: [0, 1]",
        "lambda: {from: 0, to: 1, count: 3, scale: log}",
        "lambda: {weak: {from: 0, to: 1, count: 3}, wts: [0, 1], ceiling: 1}",
        "training: {epochs: {from: 1, to: 3, count: 3}, weak: {epochs: [1, 2]}}",
        "seeds: {from: 1, to: 20}",
        "select: [{sweep: [lambda.weak, alpha.max], rule: best-trust, most_lost: 0, seeds: [1]}]",
        "budget: {steps: 1, hours: 0.1, gigabytes: 2}",
        "settings: {a: 1, b: x, c: true}",
        "data_folder: /mirror",
      })
  void whatMayBeWrittenConforms(String line) {
    assertThat(SCHEMA.validate(tree(line))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lambda: -1",
        "lambda: []",
        "lambda: [0, 0]",
        "lambda: high",
        "lambda: {weak: [-1]}",
        "lambda: {waek: 1}",
        "lambda: {from: 0, to: 1}",
        "lambda: {from: 0, to: 1, count: 1}",
        "lambda: {from: 0, to: 1, count: 2, scale: square}",
        "lambda: {from: 0, to: 1, count: 2, weak: 1}",
        "alpha: {max: 1.1}",
        "alpha: {warm_up: {from: 0, to: 2, count: 2}}",
        "data: {name: census, rows: 3}",
        "data: {name: census, rows: 10.5}",
        "data: {rows: 100}",
        "models: {weak: random:tiny}",
        "models: {weak: [], strong: a}",
        "models: {weak: {from: a, to: b, count: 2}, strong: a}",
        "name: \"\"",
        "name: \"a\\tb\"",
        "name: 7",
        "property: [fairness]",
        "strategies: [tft]",
        "strategies: [no-tft, no-tft]",
        "objectives: wts-aux",
        "labels: firm",
        "seeds: 1",
        "seeds: [-1]",
        "seeds: {from: 1, to: 5, count: 5}",
        "settings: {a: [1]}",
        "settings: {a: null}",
        "training: {epochs: 1001}",
        "training: {learning_rate: 0}",
        "training: {weak: {epochs: 0}}",
        "training: {weak: {weak: {}}}",
        "training: fast",
        "select: {sweep: lambda}",
        "select: [{rule: knee}]",
        "select: [{sweep: models.weak}]",
        "select: [{sweep: lambda, rule: best}]",
        "select: [{sweep: lambda, rule: weighted, trust_weight: 2}]",
        "shards: {labeling: 65}",
        "budget: {hours: 0}",
        "budget: {steps: 1.5}",
        "data_folder: here",
        "lamda: 1",
      })
  void whatTheReaderRefusesTheSchemaRefuses(String line) {
    assertThat(problems(Texts.with(line))).isNotEmpty();
    assertThat(SCHEMA.validate(tree(line))).isNotEmpty();
  }

  @Test
  void theSchemaOfTheDocumentationIsUpToDate() throws Exception {
    Renewed.check(Path.of("../docs/study.schema.json"), StudySchema.json().toPrettyString() + "\n");
  }

  @Test
  void thePageOfTheDocumentationIsUpToDate() throws Exception {
    Path page = Path.of("../docs/study-file.md");
    String text = Files.readString(page);
    int start = text.indexOf(FieldTable.HEAD);
    int end = text.indexOf("\n\n", start);

    Renewed.check(
        page, text.substring(0, start) + FieldTable.of(StudySchema.json()) + text.substring(end));
  }

  private static ObjectNode tree(String line) {
    return StudyFile.YAML.read(Texts.with(line).getBytes(StandardCharsets.UTF_8));
  }
}
