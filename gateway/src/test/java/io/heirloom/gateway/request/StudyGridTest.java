package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.LEAST;
import static io.heirloom.gateway.request.Texts.assertSole;
import static io.heirloom.gateway.request.Texts.problems;
import static io.heirloom.gateway.request.Texts.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyGridTest {
  @Test
  void aFieldTakesOneValueAListOrARange() {
    StudyRequest request =
        yaml(
            """
            property: fairness
            data: {name: census, rows: [400, 800]}
            models: {weak: [random:tiny, pythia-14m], strong: random:small}
            lambda: {weak: {from: 0, to: 1, count: 11}, wts: 0.5, ceiling: [0, 1e-3]}
            alpha: {max: [0.1, 0.2], warm_up: {from: 0, to: 0.5, count: 2}}
            """);

    assertThat(request.data().rows()).containsExactly(OptionalInt.of(400), OptionalInt.of(800));
    assertThat(request.weak()).containsExactly("random:tiny", "pythia-14m");
    assertThat(request.strong()).containsExactly("random:small");
    assertThat(request.lambda())
        .isEqualTo(
            new StudyRequest.Lambda(
                List.of(),
                List.of(0., .1, .2, .3, .4, .5, .6, .7, .8, .9, 1.),
                List.of(.5),
                List.of(0., .001)));
    assertThat(request.alpha()).isEqualTo(new StudyRequest.Alpha(List.of(.1, .2), List.of(0., .5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.3 | 0.3",
        "[0, -0.0001e-400] | ",
        "[0.1, 1] | 0.1, 1.0",
        "{from: 0.01, to: 1, count: 3, scale: log} | 0.01, 0.1, 1.0",
        "{from: 1e-320, to: 1e6, count: 2, scale: log} | 1.0E-320, 1000000.0",
        "{from: 1, to: 2, count: 4} | 1.0, 1.33333333333, 1.66666666667, 2.0",
        "{from: -0.0, to: 1e-1, count: 2} | 0.0, 0.1",
      })
  void oneLambdaStandsForAllThree(String lambda, String expected) {
    if (expected == null) {
      assertThat(problems(LEAST + "lambda: " + lambda + "\n"))
          .extracting(Problem::field, Problem::allowed)
          .containsExactly(tuple("lambda[1]", "each value once"));
      return;
    }
    StudyRequest.Lambda read = yaml(LEAST + "lambda: " + lambda + "\n").lambda();

    assertThat(read.together().stream().map(String::valueOf).collect(Collectors.joining(", ")))
        .isEqualTo(expected);
    assertThat(read.weak()).isEmpty();
  }

  @Test
  void wholeNumbersOfARangeAreRounded() {
    StudyRequest request =
        yaml(
            """
            property: fairness
            data: {name: census, rows: {from: 10, to: 10000, count: 4, scale: log}}
            models: {weak: random:tiny, strong: random:small}
            training: {epochs: {from: 1, to: 4, count: 3}}
            seeds: {from: 3, to: 6}
            """);

    assertThat(request.data().rows())
        .containsExactly(
            OptionalInt.of(10), OptionalInt.of(100), OptionalInt.of(1000), OptionalInt.of(10_000));
    assertThat(epochs(request)).containsExactly("1/1", "3/3", "4/4");
    assertThat(request.seeds()).containsExactly(3L, 4L, 5L, 6L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: [1, 2] | 1/1 2/2",
        "epochs: [1, 2], weak: {epochs: 3} | 3/1 3/2",
        "epochs: [1, 2], weak: {epochs: [3, 4]} | 3/1 4/1 3/2 4/2",
        "epochs: [1, 2], strong: {epochs: [3, 4]} | 1/3 1/4 2/3 2/4",
        "epochs: [7, 8], weak: {epochs: [1, 2]}, strong: {epochs: [3, 4]} | 1/3 1/4 2/3 2/4",
        "weak: {epochs: 5} | 5/2",
      })
  void epochsAreCombined(String training, String expected) {
    assertThat(String.join(" ", epochs(yaml(LEAST + "training: {" + training + "}\n"))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lambda: {weak: [0, 1, 0]} | lambda.weak[2] | 0 | each value once",
        "lambda: {weak: [0, -0.0]} | lambda.weak[1] | -0.0 | each value once",
        "lambda: [] | lambda | [] | a list of 1 to 1000",
        "lambda: {weak: []} | lambda.weak | [] | a list of 1 to 1000",
        "lambda: high | lambda | \"high\" | a number from 0 to 1000000, or a list or range of such",
        "lambda: {from: 0, to: 1} | lambda.count | nothing | a whole number from 2 to 1000;",
        "lambda: {from: 0, to: 1, count: 1} | lambda.count | 1 | from 2 to 1000",
        "lambda: {from: 0, to: 1, count: 1001} | lambda.count | 1001 | from 2 to 1000",
        "lambda: {from: 1, to: 1, count: 2} | lambda.to | 1.0 | a number above 1.0",
        "lambda: {from: 0, to: 1, count: 2, scale: log} | lambda.from | 0.0 | above 0, where",
        "lambda: {from: 0, to: 1, count: 2, scale: square} | lambda.scale | \"square\" | one of"
            + " linear, log",
        "lambda: {from: 0, to: 1, steps: 2, count: 3} | lambda.steps | 2 | nearest is scale",
        "lambda: {from: 0, to: 1, count: 2, weak: 1} | lambda.weak | 1 | nearest is from",
        "lambda: {from: 1, to: 1.00000000000002, count: 9} | lambda.count | 9 | only 2 are",
        "alpha: {max: {from: 0, to: 2, count: 3}} | alpha.max.to | 2 | a number from 0 to 1",
        "training: {epochs: {from: 1, to: 3, count: 9}} | training.epochs.count | 9 | only 3 are",
        "training: {epochs: {from: 1, to: 2.5, count: 2}} | training.epochs.to | 2.5 | whole"
            + " number",
        "training: {epochs: [1, 1]} | training.epochs[1] | 1 | each value once",
        "training: {batch_size: [1, 2]} | training.batch_size | [1,2] | a whole number",
        "seeds: {from: 1, to: 101} | seeds.to | 101 | at most 100: 100 numbers",
        "seeds: {from: 2, to: 1} | seeds.to | 1 | above 2",
        "seeds: {from: 1, to: 5, count: 5} | seeds.count | 5 | no such key",
      })
  void aProblemNamesItsPlace(String line, String field, String value, String allowed) {
    assertSole(problems(LEAST + line + "\n"), field, value, allowed);
  }

  @Test
  void aListHasAThousandValuesAtMost() {
    String thousand =
        IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(", "));

    assertThat(yaml(LEAST + "lambda: [" + thousand + "]\n").lambda().together()).hasSize(1000);
    assertThat(problems(LEAST + "lambda: [" + thousand + ", 1000]\n"))
        .extracting(Problem::field, Problem::allowed)
        .containsExactly(tuple("lambda", "a list of 1 to 1000"));
  }

  @Test
  void soHasWhatEpochsGiveTogether() {
    String many = "{from: 1, to: 40, count: 40}";

    assertThat(
            problems(
                LEAST
                    + "training: {weak: {epochs: %s}, strong: {epochs: %s}}\n"
                        .formatted(many, many)))
        .extracting(Problem::field, Problem::value)
        .containsExactly(tuple("training.epochs", "1600 combinations"));
  }

  private static List<String> epochs(StudyRequest request) {
    return request.training().stream()
        .map(training -> training.weak().epochs() + "/" + training.strong().epochs())
        .toList();
  }
}
