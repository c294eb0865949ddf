package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Cell;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.json.LineageJson;
import io.heirloom.lineage.study.Study;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A study that was accepted, and where it stands. */
@Entity
@Table(name = "study")
public class StudyEntity {
  @Id private String id;
  private String name;
  private String property;

  private String specification;

  private String cells;

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private String idempotencyKey;

  private String requestDigest;

  @Enumerated(EnumType.STRING)
  private StudyState state;

  private Instant createdAt;
  private Instant endedAt;
  private long lastHappening;

  /** For Hibernate. */
  protected StudyEntity() {}

  /**
   * A study of which no step has begun.
   *
   * @param idempotencyKey the client's own name of the request, if it gave one
   * @param request digest of the request's content
   */
  public StudyEntity(
      StudyId id,
      Study study,
      List<Cell> cells,
      Optional<String> idempotencyKey,
      Digest request,
      Instant createdAt) {
    this.id = id.value();
    this.name = study.name();
    this.property = study.task().property();
    this.specification = json(study);
    this.cells = json(cells);
    this.idempotencyKey = idempotencyKey.orElse(null);
    this.requestDigest = request.hex();
    this.state = StudyState.RUNNING;
    this.createdAt = createdAt;
  }

  public StudyId id() {
    return new StudyId(id);
  }

  public String name() {
    return name;
  }

  public String property() {
    return property;
  }

  /** What was asked for. */
  public Study specification() {
    return LineageJson.read(specification.getBytes(StandardCharsets.UTF_8), Study.class);
  }

  /** The table the study fills. */
  public List<Cell> cells() {
    return List.of(LineageJson.read(cells.getBytes(StandardCharsets.UTF_8), Cell[].class));
  }

  public StudyState state() {
    return state;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Whether it was asked for in these very words. */
  public boolean askedForBy(Digest request) {
    return requestDigest.equals(request.hex());
  }

  /**
   * Takes note that the study stands differently.
   *
   * @return whether it has ended by that
   */
  public boolean become(StudyState now, Instant at) {
    if (state.ended() || !now.ended()) {
      return false;
    }
    state = now;
    endedAt = at;
    return true;
  }

  /** The number of the next thing that happens in this study. */
  public long nextHappening() {
    return ++lastHappening;
  }

  private static String json(Object value) {
    return new String(LineageJson.write(value), StandardCharsets.UTF_8);
  }
}
