package io.heirloom.gateway.study;

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

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private String idempotencyKey;

  private String requestDigest;

  @Enumerated(EnumType.STRING)
  private StudyState state;

  private Instant createdAt;
  private Instant endedAt;
  private long lastHappening;
  private String notes;
  private String reason;
  private int openSteps;
  private int failedSteps;
  private int cancelledSteps;
  private int stages;
  private int decided;

  /** For Hibernate. */
  protected StudyEntity() {}

  /**
   * A study of which no step has begun.
   *
   * @param idempotencyKey the client's own name of the request, if it gave one
   * @param request digest of the request's content
   */
  public StudyEntity(
      StudyId id, Study study, Optional<String> idempotencyKey, Digest request, Instant createdAt) {
    this.id = id.value();
    this.name = study.name();
    this.property = study.property();
    this.notes = json(study.notes());
    this.stages = study.selection().size();
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

  /** What is done otherwise than was asked for, and why. */
  public List<String> notes() {
    return List.of(LineageJson.read(notes.getBytes(StandardCharsets.UTF_8), String[].class));
  }

  /** Why it failed, where no step did. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** How many stages of selection it has. */
  public int stages() {
    return stages;
  }

  /** How many of its stages are decided. */
  public int decided() {
    return decided;
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

  /** Takes note of steps that were planned and have not begun. */
  public void await(int steps) {
    openSteps += steps;
  }

  /**
   * Takes note that one of its steps ended, and ends if there is nothing left to do.
   *
   * @return whether it has ended by that
   */
  public boolean stepEnded(StepState as, Instant at) {
    openSteps--;
    failedSteps += as == StepState.FAILED ? 1 : 0;
    cancelledSteps += as == StepState.CANCELLED ? 1 : 0;
    return endIfDone(at);
  }

  /**
   * Whether all steps of a stage have their results, so that it can be decided. So long as it is
   * not, nothing happens in the study.
   */
  public boolean isToDecide() {
    return state == StudyState.RUNNING && openSteps == 0 && decided < stages;
  }

  /**
   * Takes note that a stage is decided and the steps that follow from it are planned.
   *
   * @return whether the study has ended by that, as there are none
   */
  public boolean decide(int stepsToCome, Instant at) {
    decided++;
    await(stepsToCome);
    return endIfDone(at);
  }

  /**
   * Ends the study, unless it has ended.
   *
   * @param because for people; null where steps or the user say why
   * @return whether it has ended by that
   */
  public boolean end(StudyState as, Instant at, String because) {
    if (state.ended()) {
      return false;
    }
    state = as;
    endedAt = at;
    reason = because;
    return true;
  }

  private boolean endIfDone(Instant at) {
    if (openSteps > 0) {
      return false;
    }
    if (failedSteps > 0) {
      return end(StudyState.FAILED, at, null);
    }
    if (cancelledSteps > 0) {
      return end(StudyState.CANCELLED, at, null);
    }
    return decided == stages && end(StudyState.COMPLETED, at, null);
  }

  /** The number of the next thing that happens in this study. */
  public long nextHappening() {
    return ++lastHappening;
  }

  private static String json(Object value) {
    return new String(LineageJson.write(value), StandardCharsets.UTF_8);
  }
}
