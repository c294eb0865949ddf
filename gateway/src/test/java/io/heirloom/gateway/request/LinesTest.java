package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.LEAST;
import static io.heirloom.gateway.request.Texts.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void aProblemHasTheLineOfItsFieldInYaml() {
    String text =
        """
        # a comment
        property: fairness

        data:
          rows: 1
        models: {weak: a, strong: b}
        lambda:
          weak:
            - 0
            - -1
          wts: {from: 0, to: 1}
        seeds: [1,
          1]
        select:
        - sweep: lambda.weak
          rul: knee
        """;

    assertThat(problems(text))
        .extracting(Problem::field, Problem::line, Problem::column)
        .containsExactlyInAnyOrder(
            at("data.name", 4, 1),
            at("data.rows", 5, 3),
            at("lambda.weak[1]", 10, 7),
            at("lambda.wts.count", 11, 3),
            at("seeds[1]", 13, 3),
            at("select[0].sweep", 15, 3),
            at("select[0].rul", 16, 3));
  }

  @Test
  void aProblemHasTheLineOfItsFieldInJson() {
    String text =
        """

        {
          "data": {"name": "census",
                   "rows": 1},
          "models": {"weak": "a"},
          "seeds": [1,
            "x"]
        }
        """;

    assertThat(problems(StudyFile.JSON, text, Optional.empty()))
        .extracting(Problem::field, Problem::line, Problem::column)
        .containsExactlyInAnyOrder(
            at("property", 2, 1),
            at("data.rows", 4, 12),
            at("models.strong", 5, 3),
            at("seeds[1]", 7, 5));
  }

  @Test
  void problemsFoundLaterGetTheirLines() {
    Lines lines = lines(LEAST + "lambda: {weak: 2}\nsettings: {a.b: 1}\n");
    InvalidRequestException found =
        new InvalidRequestException(
            List.of(
                new Problem("lambda.weak", "2", "less"),
                new Problem("settings.a.b", "1", "more"),
                new Problem("models.weak", "x", "a model"),
                new Problem("objectives", "[]", "another"),
                new Problem("adult.data line 7", "?", "a number")));

    assertThat(found.at(lines).problems())
        .extracting(Problem::field, Problem::line, Problem::column)
        .containsExactly(
            at("lambda.weak", 4, 10),
            at("settings.a.b", 5, 12),
            at("models.weak", 3, 10),
            tuple("objectives", OptionalInt.empty(), OptionalInt.empty()),
            tuple("adult.data line 7", OptionalInt.empty(), OptionalInt.empty()));
  }

  @Test
  void whatIsNotInTheTextHasTheLineOfWhatIsAroundIt() {
    Lines lines = lines("a:\n  b:\n    - c: 1\n");

    assertThat(lines.of("a.b[0].d")).contains(new Lines.Place(3, 7));
    assertThat(lines.of("a.x.y")).contains(new Lines.Place(1, 1));
    assertThat(lines.of("x")).isEmpty();
    assertThat(lines.ofMissing("x")).contains(new Lines.Place(1, 1));
  }

  @Test
  void placesOfNoFieldAreNotKept() {
    String endless = "k".repeat(500);
    Lines lines =
        lines(endless + ": {" + endless + ": {a: 1}}\nlist: [" + "1, ".repeat(2000) + "1]\n");

    assertThat(lines.of(endless + "." + endless)).contains(new Lines.Place(1, 1));
    assertThat(lines.of("list[999]")).contains(new Lines.Place(2, 3005));
    assertThat(lines.of("list[1000]")).contains(new Lines.Place(2, 1));
  }

  private static Tuple at(String field, int line, int column) {
    return tuple(field, OptionalInt.of(line), OptionalInt.of(column));
  }

  private static Lines lines(String yaml) {
    return StudyFile.YAML.lines(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
