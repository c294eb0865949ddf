package io.heirloom.gateway.export;

import io.heirloom.gateway.plan.ExampleStudy;
import io.heirloom.gateway.report.DataProvenance;
import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.accounting.SampledGaussian;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.step.TrainStrong;
import io.heirloom.lineage.step.TrainWeak;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Metric;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Facts of checkpoints that were never made. */
final class CardFacts {
  private static final ModelSource PYTHIA =
      new ModelSource("pythia-70m@main", "a39f36b100fe8a5377810d56c3f4789b9c53ac42");
  private static final PrivacySpent SPENT =
      new PrivacySpent(7.5, 1e-4, "prv", new SampledGaussian(.25, 1.5), 40);

  private CardFacts() {}

  /** A Pythia taught by weak labels on Adult, in two studies of two seeds. */
  static ModelFacts student() {
    DataSource adult =
        new DataSource("adult", "0f1e", OptionalInt.of(6000), OptionalInt.empty(), 3);
    TrustTask task = new TrustTask("fairness", ExampleStudy.TASK.settings(), adult);
    Step step =
        new TrainStrong(
            task, PYTHIA, TrainingSettings.DEFAULT, new Supervision.WtsAux(.2, .25), .1, 1);
    return new ModelFacts(
        key("student"),
        Digest.of("checkpoint of the student"),
        step,
        StoredCheckpoint.Form.CLASSIFIER,
        List.of(Strategy.WEAK_WTS_TFT),
        2,
        List.of(study("second", "again"), study("first", "adult-fairness")),
        1,
        List.of(
            new ModelFacts.Ancestor(
                key("teacher"),
                "train-weak",
                "weak model, seed 1",
                Optional.of(Digest.of("checkpoint of the teacher"))),
            new ModelFacts.Ancestor(
                key("labels"), "label", "weak labels, seed 1", Optional.of(Digest.of("labels")))),
        DataProvenance.of(adult),
        List.of(
            measured("demographic_parity_difference", Metric.Direction.LOWER, .125),
            measured("accuracy", Metric.Direction.HIGHER, .8)),
        Optional.of(card(PYTHIA, Optional.empty())),
        StudyFileWriter.tree(ofOneSeed("adult-fairness")),
        "1.0",
        3);
  }

  /** A language model trained privately from random weights, and not measured. */
  static ModelFacts keepingPrivate(double epsilon) {
    PrivacySpent spent =
        new PrivacySpent(epsilon, SPENT.delta(), SPENT.accountant(), SPENT.mechanism(), 40);
    return teacher(ExampleStudy.TASK.data(), "a study", Optional.of(spent));
  }

  /** A weak model of one study with one seed. */
  static ModelFacts ofUser(String studyName, String dataName) {
    DataSource data = new DataSource(dataName, "0f1e", OptionalInt.empty(), OptionalInt.empty(), 0);
    return teacher(data, studyName, Optional.empty());
  }

  private static ModelFacts teacher(
      DataSource data, String studyName, Optional<PrivacySpent> spent) {
    TrustTask task = new TrustTask("fairness", ExampleStudy.TASK.settings(), data);
    Map<String, Object> file = new LinkedHashMap<>(StudyFileWriter.tree(ofOneSeed(studyName)));
    file.put("data", Map.of("name", data.name()));
    return new ModelFacts(
        key("teacher"),
        Digest.of("checkpoint of the teacher"),
        new TrainWeak(task, ExampleStudy.WEAK, TrainingSettings.DEFAULT, 0, 1),
        StoredCheckpoint.Form.LANGUAGE_MODEL,
        List.of(),
        1,
        List.of(study("first", studyName)),
        0,
        List.of(),
        DataProvenance.of(data),
        List.of(),
        Optional.of(card(ExampleStudy.WEAK, spent)),
        file,
        "1.0",
        3);
  }

  private static Study ofOneSeed(String name) {
    Study study =
        ExampleStudy.study(
            ExampleStudy.grid(
                List.of(new Study.Lambda(.1, .1, .1)), List.of(new Study.Alpha(.2, .25))),
            List.of(),
            List.of(Strategy.values()),
            List.of(1L));
    return new Study(
        name,
        study.property(),
        study.grid(),
        study.selection(),
        study.strategies(),
        study.objectives(),
        study.labelForm(),
        study.seeds(),
        study.shards(),
        study.notes(),
        study.budget(),
        study.dataFolder());
  }

  private static CheckpointCard card(ModelSource source, Optional<PrivacySpent> spent) {
    return new CheckpointCard(source, TrainingSettings.DEFAULT, 1, 2850, 180, spent);
  }

  private static ModelFacts.Measured measured(String name, Metric.Direction better, double value) {
    String title = name.replace('_', ' ');
    return new ModelFacts.Measured(new Metric(name, title, Metric.Role.TRUST, better), value);
  }

  private static ModelFacts.NamedStudy study(String id, String name) {
    return new ModelFacts.NamedStudy(new StudyId(id), name, Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static StepKey key(String of) {
    return new StepKey(Digest.of(of));
  }
}
