package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.json.LineageJson;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Where a step of a study stands, by what its workers reported. */
@Entity
@Table(name = "step")
public class StepEntity {
  @EmbeddedId private StepId id;
  private String parentKey;

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private int position;

  private String operation;
  private String title;

  @Enumerated(EnumType.STRING)
  private StepState state;

  private String worker;
  private int delivery;
  private Instant startedAt;
  private Instant endedAt;
  private Double seconds;

  private String result;
  private Double work;
  private String kindOfWork;
  private String model;

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private long parameters;

  @SuppressWarnings("UnusedVariable") // Read by queries alone.
  private String artifact;

  private String reason;

  /** For Hibernate. */
  protected StepEntity() {}

  /**
   * A step whose order has not been taken.
   *
   * @param measures of the study
   * @param position among the steps of the study, from 0
   */
  public StepEntity(StudyId study, PlannedStep planned, Measures measures, int position) {
    this.id = StepId.of(study, planned.key());
    this.parentKey = planned.parent().map(StepKey::toString).orElse(null);
    this.position = position;
    this.operation = planned.step().operation();
    this.title = planned.title();
    OptionalDouble rows = measures.work(planned.step());
    this.work = rows.isPresent() ? rows.getAsDouble() : null;
    this.kindOfWork = planned.kindOfWork();
    this.model = planned.model().name();
    this.parameters = measures.parameters(planned.model());
    this.state = StepState.WAITING;
  }

  /** The parts of such a step, none of them begun. */
  public static List<ShardEntity> shards(StudyId study, PlannedStep planned) {
    StepId step = StepId.of(study, planned.key());
    return IntStream.range(0, planned.shards())
        .mapToObj(index -> new ShardEntity(step, index, planned.shards()))
        .toList();
  }

  public String studyId() {
    return id.study();
  }

  public String key() {
    return id.key();
  }

  /** The key of the step whose result this one starts from. */
  public Optional<String> parentKey() {
    return Optional.ofNullable(parentKey);
  }

  public String operation() {
    return operation;
  }

  public String title() {
    return title;
  }

  public StepState state() {
    return state;
  }

  /** Who reported last. */
  public Optional<String> worker() {
    return Optional.ofNullable(worker);
  }

  /** How often an order of it was taken at most; 0: never. */
  public int delivery() {
    return delivery;
  }

  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** How long was worked on it, over all shards and without waiting for a device. */
  public Optional<Double> seconds() {
    return Optional.ofNullable(seconds);
  }

  /** What it made, once completed or reused. */
  public Optional<StepResult> result() {
    return Optional.ofNullable(result)
        .map(json -> LineageJson.read(json.getBytes(StandardCharsets.UTF_8), StepResult.class));
  }

  /** Names work that goes at one pace with one model. */
  public String kindOfWork() {
    return kindOfWork;
  }

  /** The model that is trained, labels or is judged: where its training started from. */
  public String model() {
    return model;
  }

  /** How many rows go through the model, all epochs together. */
  public OptionalDouble work() {
    return work == null ? OptionalDouble.empty() : OptionalDouble.of(work);
  }

  /** Why it failed or was skipped. */
  public Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /**
   * Takes note of what a worker reported. A report that comes twice, late or after the end changes
   * nothing.
   *
   * @param shards the parts of this step, by index
   * @return whether anything changed
   */
  public boolean apply(StepEvent event, List<ShardEntity> shards) {
    if (state.ended()) {
      return false;
    }
    if (event instanceof StepEvent.Started started) {
      return part(started.shard(), shards).map(shard -> start(started, shard)).orElse(false);
    }
    if (event instanceof StepEvent.Progressed progressed) {
      return part(progressed.shard(), shards)
          .map(shard -> progress(progressed, shard))
          .orElse(false);
    }
    if (event instanceof StepEvent.ShardCompleted completed) {
      return part(completed.shard(), shards).map(shard -> endShard(completed, shard)).orElse(false);
    }
    worker = event.worker();
    if (event instanceof StepEvent.Completed completed) {
      seconds = worked() + completed.seconds();
      return succeed(StepState.COMPLETED, completed.result(), completed.at(), shards);
    }
    if (event instanceof StepEvent.Reused reused) {
      return succeed(StepState.REUSED, reused.result(), reused.at(), shards);
    }
    if (event instanceof StepEvent.Failed failed) {
      return end(StepState.FAILED, failed.at(), failed.reason(), shards);
    }
    return end(StepState.CANCELLED, event.at(), null, shards);
  }

  /**
   * Ends this step because of what happened elsewhere.
   *
   * @param because for people; null where the state says enough
   * @return whether anything changed
   */
  public boolean end(StepState ended, Instant at, String because, List<ShardEntity> shards) {
    if (!state.mayBecome(ended)) {
      return false;
    }
    state = ended;
    endedAt = at;
    // PostgreSQL's texts hold every character but this one.
    reason = because == null ? null : because.replace("\u0000", "");
    shards.forEach(shard -> shard.end(ended));
    return true;
  }

  private boolean endShard(StepEvent.ShardCompleted completed, ShardEntity shard) {
    if (!shard.end(StepState.COMPLETED)) {
      return false;
    }
    seconds = worked() + completed.seconds();
    return true;
  }

  private double worked() {
    return seconds == null ? 0 : seconds;
  }

  private boolean start(StepEvent.Started started, ShardEntity shard) {
    if (!shard.start(started.worker(), started.delivery(), started.at())) {
      return false;
    }
    run(started);
    delivery = Math.max(delivery, started.delivery());
    return true;
  }

  private boolean progress(StepEvent.Progressed progressed, ShardEntity shard) {
    boolean news =
        shard.advance(progressed.worker(), progressed.done(), progressed.total(), progressed.at());
    if (news) {
      run(progressed);
    }
    return news;
  }

  private void run(StepEvent event) {
    if (state.mayBecome(StepState.RUNNING)) {
      state = StepState.RUNNING;
      startedAt = event.at();
    }
    worker = event.worker();
  }

  private boolean succeed(StepState ended, StepResult made, Instant at, List<ShardEntity> shards) {
    result = new String(LineageJson.write(made), StandardCharsets.UTF_8);
    artifact = made.reference().digest().hex();
    return end(ended, at, null, shards);
  }

  // Absent where a worker was told of another cut, as by another study with the same step.
  private static Optional<ShardEntity> part(Shard reported, List<ShardEntity> shards) {
    return shards.stream()
        .filter(shard -> shard.index() == reported.index() && shard.count() == reported.count())
        .findFirst();
  }
}
