package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.Plan;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.study.Study;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a study asks for, and the table it fills: large, and not needed to follow it. */
@Entity
@Table(name = "blueprint")
public class BlueprintEntity {
  @Id private String studyId;
  private String specification;
  private String measures;
  private String cells;
  private long asked;

  /** For Hibernate. */
  protected BlueprintEntity() {}

  /** What {@code study} asks for; its table is empty so long as there is something to choose. */
  public BlueprintEntity(StudyId id, Study study, Measures measures) {
    this.studyId = id.value();
    this.specification = json(study);
    this.measures = json(measures);
    this.cells = json(List.of());
  }

  /** What was asked for. */
  public Study study() {
    return read(specification, Study.class);
  }

  /** What the cost of its steps is reckoned by. */
  public Measures measures() {
    return read(measures, Measures.class);
  }

  /** The table the study fills. */
  public List<Cell> cells() {
    return List.of(read(cells, Cell[].class));
  }

  /** How many steps have been planned, if each model had all of its own. */
  public long asked() {
    return asked;
  }

  /** Takes a plan down. */
  public void add(Plan plan) {
    cells = json(plan.cells());
    asked += plan.asked();
  }

  private static String json(Object value) {
    return new String(LineageJson.write(value), StandardCharsets.UTF_8);
  }

  private static <T> T read(String json, Class<T> type) {
    return LineageJson.read(json.getBytes(StandardCharsets.UTF_8), type);
  }
}
