package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Choice;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.gateway.plan.Planner;
import io.heirloom.gateway.plan.Probe;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Study;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A stage in which settings are chosen, once it is planned. */
@Entity
@Table(name = "stage")
public class StageEntity {
  @EmbeddedId private StageId id;
  private String probes;
  private String choices;

  /** For Hibernate. */
  protected StageEntity() {}

  /**
   * A stage that is not decided.
   *
   * @param number from 0
   */
  public StageEntity(StudyId study, int number, List<Probe> probes) {
    this.id = new StageId(study.value(), number);
    this.probes = json(probes);
  }

  public int number() {
    return id.number();
  }

  /** What it is decided by. */
  public List<Probe> probes() {
    return List.of(LineageJson.read(probes.getBytes(StandardCharsets.UTF_8), Probe[].class));
  }

  /** What was chosen; nothing so long as it is not decided. */
  public List<Choice> choices() {
    return choices == null
        ? List.of()
        : List.of(LineageJson.read(choices.getBytes(StandardCharsets.UTF_8), Choice[].class));
  }

  /**
   * The plans of some stages, planned again.
   *
   * @param stages of the study from the first on, by number
   */
  public static List<Plan> plans(Study study, List<StageEntity> stages) {
    return stages.stream()
        .map(
            stage ->
                Planner.probe(
                    study,
                    chosen(study.grid(), stages.subList(0, stage.number())),
                    study.selection().get(stage.number())))
        .toList();
  }

  /** A grid where all that some stages chose is fixed. */
  public static Grid chosen(Grid grid, List<StageEntity> stages) {
    return Choice.made(grid, stages.stream().flatMap(stage -> stage.choices().stream()).toList());
  }

  /** Takes down what was chosen. */
  public void decide(List<Choice> chosen) {
    choices = json(chosen);
  }

  private static String json(Object value) {
    return new String(LineageJson.write(value), StandardCharsets.UTF_8);
  }
}
