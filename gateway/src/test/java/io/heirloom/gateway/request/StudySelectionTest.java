package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.LEAST;
import static io.heirloom.gateway.request.Texts.assertSole;
import static io.heirloom.gateway.request.Texts.problems;
import static io.heirloom.gateway.request.Texts.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.heirloom.lineage.study.Dimension;
import io.heirloom.lineage.study.Stage;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudySelectionTest {
  private static final String APART = "lambda: {weak: [0, 1], ceiling: [0, 1]}\n";
  private static final String TOGETHER = "lambda: [0, 1]\n";
  private static final String ALPHA = "alpha: {max: [0.1, 0.2]}\n";

  @Test
  void stagesAreRead() {
    StudyRequest request =
        yaml(
            LEAST
                + APART
                + "alpha: {max: [0.1, 0.2], warm_up: [0, 0.2]}\n"
                + """
                seeds: {from: 4, to: 9}
                select:
                  - sweep: [lambda.weak, lambda.ceiling]
                  - {sweep: alpha.max, rule: knee, seeds: [1, 2]}
                  - {sweep: alpha.warm_up, rule: weighted, seeds: {from: 1, to: 3}}
                """);

    assertThat(request.selection())
        .containsExactly(
            new Stage(
                List.of(Dimension.LAMBDA_WEAK, Dimension.LAMBDA_CEILING),
                new Stage.Rule.BestTrust(.01),
                List.of(4L)),
            new Stage(List.of(Dimension.ALPHA_MAX), new Stage.Rule.Knee(), List.of(1L, 2L)),
            new Stage(
                List.of(Dimension.ALPHA_WARM_UP),
                new Stage.Rule.Weighted(.5),
                List.of(1L, 2L, 3L)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{sweep: lambda} | BestTrust[mostLost=0.01]",
        "{sweep: lambda, most_lost: 0} | BestTrust[mostLost=0.0]",
        "{sweep: lambda, rule: best-trust, most_lost: 2} | BestTrust[mostLost=2.0]",
        "{sweep: lambda, rule: weighted, trust_weight: 1} | Weighted[trustWeight=1.0]",
        "{sweep: lambda, rule: knee} | Knee[]",
      })
  void aRuleHasItsParameter(String stage, String rule) {
    assertThat(yaml(LEAST + TOGETHER + "select: [" + stage + "]\n").selection())
        .singleElement()
        .satisfies(read -> assertThat(read.rule()).hasToString(rule));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | select[0].sweep | nothing | one of lambda, lambda.weak",
        "{sweep: lambda, rule: best} | select[0].rule | \"best\" | one of knee, best-trust,"
            + " weighted",
        "{sweep: models.weak} | select[0].sweep | \"models.weak\" | one of lambda, lambda.weak",
        "{sweep: []} | select[0].sweep | [] | a list of 1 to 1000",
        "{sweep: lambda, rule: knee, most_lost: 1} | select[0].most_lost | 1.0 |"
            + " nothing where rule is knee: only best-trust has it",
        "{sweep: lambda, trust_weight: 1} | select[0].trust_weight | 1.0 |"
            + " nothing where rule is best-trust: only weighted has it",
        "{sweep: lambda, most_lost: -1} | select[0].most_lost | -1 | from 0 to 1000000",
        "{sweep: lambda, seeds: 1} | select[0].seeds | 1 | a list of 1 to 100",
        "{sweep: lambda, seed: [1]} | select[0].seed | [1] | the nearest is seeds",
        "{sweep: [lambda, lambda]} | select[0].sweep[1] | \"lambda\" | each value once",
        "{sweep: [lambda, alpha.max]} | select[0].sweep | alpha.max | two values or more: lambda",
        "{sweep: [lambda, lambda.wts]} | select[0].sweep | lambda.wts | lambda: this file gives"
            + " one",
      })
  void aProblemWithAStageIsNamed(String stage, String field, String value, String allowed) {
    assertSole(problems(LEAST + TOGETHER + "select: [" + stage + "]\n"), field, value, allowed);
  }

  @Test
  void weightsGivenApartAreSweptApart() {
    assertThat(problems(LEAST + APART + "select: [{sweep: lambda}]\n"))
        .extracting(Problem::field, Problem::value, Problem::allowed)
        .contains(
            tuple(
                "select[0].sweep",
                "lambda",
                "lambda.weak, lambda.ceiling: this file gives the weights apart"));
  }

  @Test
  void aDimensionIsSweptOnce() {
    String stages = "select: [{sweep: lambda.weak}, {sweep: [lambda.ceiling, lambda.weak]}]\n";

    assertThat(problems(LEAST + APART + stages))
        .extracting(Problem::field, Problem::value)
        .containsExactly(tuple("select[1].sweep", "lambda.weak"));
  }

  @Test
  void whatNoStageChoosesHasOneValue() {
    String text =
        """
        property: fairness
        data: {name: census, rows: [100, 200]}
        models: {weak: [a, b], strong: [c, d]}
        training: {epochs: [1, 2]}
        """;

    assertThat(problems(text + TOGETHER + ALPHA + "select: [{sweep: lambda}]\n"))
        .extracting(Problem::field, Problem::value, Problem::allowed)
        .containsExactlyInAnyOrder(
            alone("data.rows", "[100, 200]"),
            alone("models.weak", "[a, b]"),
            alone("models.strong", "[c, d]"),
            alone("training.epochs", "[1, 2]"),
            tuple("alpha.max", "[0.1, 0.2]", "one value, unless a stage of select sweeps it"));
  }

  private static Tuple alone(String field, String values) {
    return tuple(field, values, "one value where select is given; ask for one study for each");
  }

  @Test
  void alphaIsVariedOnlyWhereItIsUsed() {
    String naive = LEAST + "objectives: [wts-naive]\n";

    assertThat(problems(naive + ALPHA))
        .extracting(Problem::field, Problem::value)
        .containsExactly(tuple("alpha.max", "[0.1, 0.2]"));
    assertThat(problems(naive + ALPHA + "select: [{sweep: alpha.max}]\n"))
        .extracting(Problem::field)
        .containsExactly("alpha.max");
    assertThat(yaml(naive + "alpha: {max: 0.1}\n").alpha().max()).containsExactly(.1);
  }
}
