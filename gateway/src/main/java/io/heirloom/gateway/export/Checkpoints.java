package io.heirloom.gateway.export;

import io.heirloom.gateway.StoreConfiguration;
import io.heirloom.gateway.report.DataProvenance;
import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.lineage.DigestPrefix;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.study.Study;
import io.heirloom.trust.Metric;
import io.heirloom.trust.Properties;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gives checkpoints away, each with a card that tells what it is. */
@Singleton
public final class Checkpoints {
  private static final int MOST_STUDIES_NAMED = 10;

  private final String version;
  private final Pedigrees pedigrees;
  private final Optional<Path> store;
  private final Properties properties = new Properties();

  Checkpoints(
      @ConfigProperty(name = "quarkus.application.version") String version,
      Pedigrees pedigrees,
      StoreConfiguration configuration) {
    this.version = version;
    this.pedigrees = pedigrees;
    this.store = configuration.folder();
  }

  /**
   * A checkpoint, verified: all of it is read.
   *
   * @param id key of the step that made it, or its digest, whole or the first 8 digits or more
   * @return fails with {@link UnknownCheckpointException}; with {@link InvalidInputException} if
   *     the id has another form, stands for several or for something else; with {@link
   *     UnfinishedCheckpointException}; with {@link UnreadableCheckpointException}
   * @throws InvalidInputException if the id has another form
   */
  public Uni<ExportedCheckpoint> of(String id) {
    return pedigrees
        .of(new DigestPrefix(id))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(this::export);
  }

  private ExportedCheckpoint export(Pedigree pedigree) {
    StepKey key = StepKey.parse(pedigree.step().key());
    Study study = pedigree.blueprint().study();
    PlannedModel model =
        PlannedModel.of(key, study, pedigree.stages(), pedigree.blueprint().cells())
            .orElseThrow(
                () ->
                    new UnreadableCheckpointException(
                        "step "
                            + key
                            + " was planned by recipes of another version than "
                            + StepKey.RECIPE
                            + ", so what it was trained with is not known any more"));
    Reference reference = pedigree.step().result().orElseThrow().reference();
    StoredCheckpoint stored = StoredCheckpoint.fetch(store, reference);
    ModelFacts facts =
        new ModelFacts(
            key,
            reference.digest(),
            model.step(),
            stored.form(),
            model.serves(),
            study.seeds().size(),
            pedigree.studies().stream().limit(MOST_STUDIES_NAMED).map(Checkpoints::name).toList(),
            Math.max(0, pedigree.studies().size() - MOST_STUDIES_NAMED),
            pedigree.ancestors().stream().map(Checkpoints::ancestor).toList(),
            DataProvenance.of(model.step().task().data()),
            measured(model, pedigree.children()),
            stored.card(),
            studyFile(study),
            version,
            StepKey.RECIPE);
    return new ExportedCheckpoint(key, stored.folder(), ModelCard.of(facts));
  }

  private static ModelFacts.NamedStudy name(StudyEntity study) {
    return new ModelFacts.NamedStudy(study.id(), study.name(), study.createdAt());
  }

  private static ModelFacts.Ancestor ancestor(StepEntity step) {
    return new ModelFacts.Ancestor(
        StepKey.parse(step.key()),
        step.operation(),
        step.title(),
        step.result().map(result -> result.reference().digest()));
  }

  private List<ModelFacts.Measured> measured(PlannedModel model, List<StepEntity> children) {
    List<Metric> metrics = properties.named(model.step().task().property()).metrics();
    return children.stream()
        .filter(child -> model.tested().contains(child.key()))
        .flatMap(evaluation -> evaluation.result().stream())
        .flatMap(result -> measured(metrics, result.metrics()).stream())
        .toList();
  }

  private static List<ModelFacts.Measured> measured(
      List<Metric> metrics, SortedMap<String, Double> values) {
    return metrics.stream()
        .filter(metric -> values.containsKey(metric.name()))
        .map(metric -> new ModelFacts.Measured(metric, values.get(metric.name())))
        .toList();
  }

  /** Without the folder of data of whoever asked: it determines nothing. */
  private static Map<String, Object> studyFile(Study study) {
    Map<String, Object> file = new LinkedHashMap<>(StudyFileWriter.tree(study));
    file.remove("data_folder");
    return file;
  }
}
