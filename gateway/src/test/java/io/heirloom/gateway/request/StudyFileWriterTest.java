package io.heirloom.gateway.request;

import static io.heirloom.gateway.request.Texts.LEAST;
import static io.heirloom.gateway.request.Texts.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyFileWriterTest {
  private static final String EVERYTHING =
      """
      name: everything
      property: fairness
      settings: {penalty: squared}
      data: {name: census, rows: [400, 800], test_rows: 40, split_seed: 3}
      models: {weak: [random:tiny, pythia-14m], strong: random:small}
      strategies: [weak+wts-tft]
      objectives: [wts-aux, wts-naive]
      lambda: {weak: [0.5, 0], wts: 0.25, ceiling: {from: 0, to: 1, count: 3}}
      alpha: {max: [0.1, 0.3], warm_up: [0, 0.5]}
      labels: hard
      seeds: [4, 2]
      training:
        schedule: constant
        precision: bfloat16
        patience: 2
        epochs: [1, 2]
        weak: {epochs: [3, 4]}
        strong: {batch_size: 8}
      shards: {evaluation: 2}
      budget: {hours: 2.5}
      data_folder: /mirror
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVERYTHING,
        LEAST + "lambda: [0, 1]\nalpha: {max: 0.2}\nselect: [{sweep: lambda, rule: knee}]\n",
        LEAST
            + "lambda: {weak: [0, 1], wts: 1, ceiling: 1}\nalpha: {max: [0, 1]}\nselect:\n"
            + "- {sweep: [lambda.weak], most_lost: 0.5, seeds: [7, 8]}\n"
            + "- {sweep: alpha.max, rule: weighted, trust_weight: 0.25}\n",
        LEAST
            + "lambda: {weak: 1, wts: 0, ceiling: 1}\nalpha: {max: 0}\n"
            + "training: {epochs: [1, 2, 3]}\nbudget: {steps: 7, gigabytes: 1}\n",
        LEAST
            + "lambda: {weak: 1, wts: 1, ceiling: 1}\nalpha: {max: 0}\n"
            + "training: {epochs: [1, 2], strong: {epochs: [3, 1]}}\n",
      })
  void aStudyWrittenAndReadIsTheSame(String text) throws Exception {
    StudyRequest request = yaml(text);

    assertThat(readAgain(request)).isEqualTo(request);
  }

  @Test
  void valuesAreWrittenAsTheyWouldBeByHand() {
    Map<String, Object> tree = StudyFileWriter.tree(Pinned.study(yaml(EVERYTHING)));

    assertThat(tree)
        .containsEntry(
            "lambda", Map.of("weak", List.of(.5, 0.), "wts", .25, "ceiling", List.of(0., .5, 1.)))
        .containsEntry("budget", Map.of("hours", 2.5))
        .doesNotContainKey("select");
    assertThat(StudyFileWriter.tree(Pinned.study(yaml(LEAST + "lambda: [0, 1]\n"))))
        .containsEntry("lambda", List.of(0., 1.))
        .doesNotContainKey("budget");
  }

  private static StudyRequest readAgain(StudyRequest request) throws Exception {
    byte[] written =
        new ObjectMapper().writeValueAsBytes(StudyFileWriter.tree(Pinned.study(request)));
    return Texts.read(
        StudyFile.JSON, new String(written, StandardCharsets.UTF_8), Optional.empty());
  }
}
