package io.heirloom.gateway.request;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Study files as text. */
final class Texts {
  /** Property, data and models. */
  static final String LEAST =
      """
      property: fairness
      data: {name: census}
      models: {weak: random:tiny, strong: random:small}
      """;

  private Texts() {}

  /** The shortest file, with a line more or in place of that of the same key. */
  static String with(String line) {
    String key = line.substring(0, line.indexOf(':') + 1);
    return LEAST.lines().filter(other -> !other.startsWith(key)).collect(joining("\n"))
        + "\n"
        + line
        + "\n";
  }

  static StudyRequest yaml(String text) {
    return read(StudyFile.YAML, text, Optional.empty());
  }

  static StudyRequest read(StudyFile language, String text, Optional<String> dataFolder) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return StudyRequestReader.read(language.read(bytes), language.lines(bytes), dataFolder);
  }

  /** There is one problem, of this field and value, and it says this of what is allowed. */
  static void assertSole(List<Problem> problems, String field, String value, String allowed) {
    assertThat(problems)
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo(field);
              assertThat(problem.value()).isEqualTo(value);
              assertThat(problem.allowed()).contains(allowed);
            });
  }

  static List<Problem> problems(String yaml) {
    return problems(StudyFile.YAML, yaml, Optional.empty());
  }

  static List<Problem> problems(StudyFile language, String text, Optional<String> dataFolder) {
    return catchThrowableOfType(
            InvalidRequestException.class, () -> read(language, text, dataFolder))
        .problems();
  }
}
