package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.LEAST;
import static io.heirloom.gateway.request.Texts.assertSole;
import static io.heirloom.gateway.request.Texts.problems;
import static io.heirloom.gateway.request.Texts.read;
import static io.heirloom.gateway.request.Texts.with;
import static io.heirloom.gateway.request.Texts.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.step.Label;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrainingSettings.Batches;
import io.heirloom.lineage.step.TrainingSettings.Precision;
import io.heirloom.lineage.step.TrainingSettings.Schedule;
import io.heirloom.lineage.study.Budget;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.lineage.study.WtsObjective;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyRequestReaderTest {
  @Test
  void propertyDataAndModelsAreEnough() {
    StudyRequest request = yaml(LEAST);

    assertThat(request.name()).isEqualTo("fairness on census");
    assertThat(request.weak()).containsExactly("random:tiny");
    assertThat(request.training())
        .containsExactly(new Study.Training(TrainingSettings.DEFAULT, TrainingSettings.DEFAULT));
    assertThat(request.data().rows()).containsExactly(OptionalInt.empty());
    assertThat(request.strategies()).containsExactly(Strategy.values());
    assertThat(request.objectives()).containsExactly(WtsObjective.values());
    assertThat(request.seeds()).containsExactly(1L, 2L);
    assertThat(request.alpha()).isEqualTo(new StudyRequest.Alpha(List.of(), List.of(.2)));
    assertThat(request.lambda())
        .isEqualTo(new StudyRequest.Lambda(List.of(), List.of(), List.of(), List.of()));
    assertThat(request.selection()).isEmpty();
    assertThat(request.budget()).isEqualTo(Budget.UNLIMITED);
    assertThat(request.dataFolder()).isEmpty();
  }

  @Test
  void everyFieldIsRead() {
    StudyRequest request =
        yaml(
            """
            name: adult-fairness
            property: fairness
            settings: {penalty: absolute, threshold: 0.5, strict: true}
            data: {name: adult, rows: 4000, test_rows: 300, split_seed: 7}
            models:
              weak: EleutherAI/pythia-14m
              strong: /models/strong
            strategies: [weak+wts-tft, no-tft]
            objectives: [wts-aux]
            lambda: {weak: 0.5, wts: 2, ceiling: 0}
            alpha: {max: 0.3, warm_up: 0.1}
            labels: hard
            seeds: [5, 3]
            training:
              epochs: 3
              learning_rate: 1e-4
              schedule: cosine
              precision: bfloat16
              batches: by-length
              weak: {epochs: 1, max_tokens: 64, tokens_at_once: 4096}
              strong: {batch_size: 8, validations_per_epoch: 4, patience: 2}
            shards: {labeling: 2, evaluation: 4}
            budget: {steps: 500, hours: 1.5, gigabytes: 20}
            data_folder: /mirror
            """);

    assertThat(request.settings())
        .containsEntry("penalty", "absolute")
        .containsEntry("threshold", "0.5")
        .containsEntry("strict", "true");
    assertThat(request.data().rows()).containsExactly(OptionalInt.of(4000));
    assertThat(request.data().testRows()).hasValue(300);
    assertThat(request.data().splitSeed()).isEqualTo(7);
    assertThat(request.strategies()).containsExactly(Strategy.WEAK_WTS_TFT, Strategy.NO_TFT);
    assertThat(request.lambda())
        .isEqualTo(new StudyRequest.Lambda(List.of(), List.of(.5), List.of(2.), List.of(0.)));
    assertThat(request.alpha()).isEqualTo(new StudyRequest.Alpha(List.of(.3), List.of(.1)));
    assertThat(request.labels()).isEqualTo(Label.Form.HARD);
    assertThat(request.seeds()).containsExactly(5L, 3L);
    assertThat(request.training()).hasSize(1);
    assertThat(request.training().get(0).weak())
        .isEqualTo(
            new TrainingSettings(
                1,
                32,
                Batches.BY_LENGTH,
                1e-4,
                Schedule.COSINE,
                0,
                0,
                1,
                64,
                4096,
                Precision.BFLOAT16,
                1,
                0));
    assertThat(request.training().get(0).strong())
        .isEqualTo(
            new TrainingSettings(
                3,
                8,
                Batches.BY_LENGTH,
                1e-4,
                Schedule.COSINE,
                0,
                0,
                1,
                512,
                16_384,
                Precision.BFLOAT16,
                4,
                2));
    assertThat(request.shards()).isEqualTo(new Study.Shards(2, 4));
    assertThat(request.budget())
        .isEqualTo(new Budget(OptionalLong.of(500), OptionalDouble.of(1.5), OptionalDouble.of(20)));
    assertThat(request.dataFolder()).contains(Path.of("/mirror"));
  }

  @Test
  void jsonAndYamlAreOneLanguage() {
    String json =
        """
        {"property": "fairness", "data": {"name": "census"},
         "models": {"weak": "random:tiny", "strong": "random:small"}}
        """;

    assertThat(read(StudyFile.JSON, json, Optional.empty())).isEqualTo(yaml(LEAST));
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    assertThat(problems("lambda: {weak: -1}\nalpha: {max: 1.5}\nseeds: []\nlamda: {}\n"))
        .extracting(Problem::field)
        .containsExactlyInAnyOrder(
            "property",
            "data.name",
            "models.weak",
            "models.strong",
            "lambda.weak",
            "alpha.max",
            "seeds",
            "lamda");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lambda: {weak: -0.1} | lambda.weak | -0.1 | a number from 0 to 1000000",
        "lambda: {weak: NaN} | lambda.weak | \"NaN\" | a number from 0 to 1000000",
        "alpha: {max: 1.01} | alpha.max | 1.01 | a number from 0 to 1",
        "seeds: [1, 2, 1] | seeds[2] | 1 | each value once",
        "seeds: [one] | seeds[0] | \"one\" | a whole number from 0 to 9007199254740991",
        "seeds: [] | seeds | [] | a list of 1 to 100",
        "seeds: 1 | seeds | 1 | a list of 1 to 100",
        "strategies: [tft] | strategies[0] | \"tft\" | one of no-tft, weak-tft, weak+wts-tft",
        "objectives: [] | objectives | [] | a list of 1 to 2",
        "labels: firm | labels | \"firm\" | one of soft, hard",
        "shards: {labeling: 65} | shards.labeling | 65 | a whole number from 1 to 64",
        "training: {epochs: 0} | training.epochs | 0 | a whole number from 1 to 1000",
        "training: {epochs: 1.5} | training.epochs | 1.5 | a whole number from 1 to 1000",
        "training: {weak: {epochs: 0}} | training.weak.epochs | 0 | a whole number from 1 to 1000",
        "training: {learning_rate: 0} | training.learning_rate | 0 | above 0, at most 1",
        "training: fast | training | \"fast\" | an object",
        "data_folder: here | data_folder | \"here\" | the absolute path of a folder",
        "settings: {a: [1]} | settings.a | [1] | a text, a number, true or false",
        "name: \"\" | name | \"\" | a text of one line, 1 to 1000 characters",
        "lamda: {weak: 1} | lamda | {\"weak\":1} | the nearest is lambda",
        "training: {lerning_rate: 1} | training.lerning_rate | 1 | the nearest is learning_rate",
        "budget: {steps: 0} | budget.steps | 0 | a whole number from 1 to 1000000000",
        "budget: {hours: 0} | budget.hours | 0 | a number above 0, at most 1000000",
        "budget: {gigabytes: -1} | budget.gigabytes | -1 | a number above 0, at most 1000000",
        "models: {weak: [a, a], strong: b} | models.weak[1] | \"a\" | each value once",
        "data: {name: a, test_rows: [4, 5]} | data.test_rows | [4,5] | a whole number from 4",
        "labels: null | labels | null | one of soft, hard",
        "training: {precision: float16} | training.precision | \"float16\" | float32, bfloat16",
        "training: {tokens_at_once: 0} | training.tokens_at_once | 0 | from 1 to 1048576",
        "training: {patience: 2, validations_per_epoch: 0} | training.patience | 2 |"
            + " 0 where validations_per_epoch is 0",
        "training: {patience: 2, weak: {validations_per_epoch: 0}} | training.patience | 2 |"
            + " 0 where validations_per_epoch is 0",
        "training: {validations_per_epoch: 0, strong: {patience: 3}} | training.strong.patience | 3"
            + " | 0 where validations_per_epoch is 0",
      })
  void aProblemNamesFieldValueAndWhatIsAllowed(
      String line, String field, String value, String allowed) {
    assertSole(problems(with(line)), field, value, allowed);
  }

  @Test
  void whatNeitherModelIsTrainedWithNeedNotFit() {
    StudyRequest request =
        yaml(
            LEAST
                + """
                training:
                  patience: 2
                  validations_per_epoch: 0
                  weak: {validations_per_epoch: 1}
                  strong: {patience: 0}
                """);

    assertThat(request.training().get(0).weak().patience()).isEqualTo(2);
    assertThat(request.training().get(0).strong().validationsPerEpoch()).isZero();
  }

  @Test
  void minusZeroIsZero() {
    assertThat(yaml(LEAST + "lambda: {weak: -0.0}\n").lambda().weak()).containsExactly(+0.0);
  }

  @Test
  void aDataFolderFromElsewhereTakesThePlaceOfTheFilesOwn() {
    String text = LEAST + "data_folder: nowhere\n";

    assertThat(read(StudyFile.YAML, text, Optional.of("/mirror")).dataFolder())
        .contains(Path.of("/mirror"));
    assertThat(problems(StudyFile.YAML, text, Optional.of("elsewhere")))
        .containsExactly(
            new Problem("data_folder", "\"elsewhere\"", "the absolute path of a folder"));
  }

  @Test
  void aHugeValueIsShownShortened() {
    assertThat(problems(LEAST + "labels: " + "x".repeat(10_000) + "\n"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.value()).hasSizeLessThan(300));
  }

  @Test
  void brokenTextIsRefusedWithLineAndColumn() {
    assertThatThrownBy(() -> yaml("property: fairness\ndata: {name: census\nmodels: x\n"))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessageContaining("YAML, line 3, column");
    assertThatThrownBy(
            () -> StudyFile.JSON.read("{\"property\":\n oops}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableRequestException.class)
        .hasMessageContaining("JSON, line 2, column");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   \n",
        "# nothing\n",
        "just a text",
        "[1, 2]",
        "property: a\nproperty: b\n",
        "a: 1\n---\nb: 2\n",
        "property: !!javax.script.ScriptEngineManager [1]\n  bad",
        "\u0000"
      })
  void whatIsNoObjectIsRefused(String text) {
    assertThatThrownBy(() -> yaml(text)).isInstanceOf(UnreadableRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 1000, 100_000})
  void deepNestingIsRefused(int depth) {
    String deep = "[".repeat(depth) + "]".repeat(depth);

    assertThatThrownBy(() -> yaml("data: " + deep)).isInstanceOf(UnreadableRequestException.class);
    assertThatThrownBy(
            () -> StudyFile.JSON.read(("{\"a\":" + deep + "}").getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableRequestException.class);
  }

  @Test
  void aReferenceInYamlIsNotExpanded() {
    String laughs = LEAST + "settings: {a: &a x, b: *a}\n";

    assertThat(yaml(laughs).settings()).hasSize(2);
  }
}
