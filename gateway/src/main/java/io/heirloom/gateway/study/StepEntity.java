package io.heirloom.gateway.study;

import io.heirloom.gateway.plan.Measures;
import io.heirloom.gateway.plan.PlannedStep;
import io.heirloom.lineage.InvalidInputException;
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
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a step of a study stands, by what its workers reported. */
@Entity
@Table(name = "step")
public class StepEntity {
  private static final int MOST_ROUNDS = 10;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
  private int round;

  // Of the report that ended it, without its shards.
  private Double endingSeconds;

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
    this.round = 1;
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

  /** How often it has been asked for, from 1. */
  public int round() {
    return round;
  }

  /** Who ended it, or else who reported last that it is at it. */
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
   * Whether it is to begin again once its input has been made anew, which it reports as lost: if it
   * is open, and the input was not lost so often already that making it does not help.
   */
  public boolean isToBeginAnew(StepEvent.InputLost lost) {
    return lost.round() == round && !state.ended() && isWorthAnotherRound();
  }

  private boolean isWorthAnotherRound() {
    return parentKey != null && round < MOST_ROUNDS;
  }

  /**
   * Takes note of what a worker reported. Reports may come in any order and more than once: the
   * step stands the same in the end. A report of another round changes nothing.
   *
   * @param shards the parts of this step, by index
   * @return whether anything changed
   */
  public boolean apply(StepEvent event, List<ShardEntity> shards) {
    if (event.round() != round || !note(event, shards)) {
      return false;
    }
    settle(shards);
    return true;
  }

  /**
   * Cannot be done, as a step before it was not; a report of its own end counts more.
   *
   * @param at when that one ended
   * @param because for people
   * @return whether anything changed
   */
  boolean skip(Instant at, String because, List<ShardEntity> shards) {
    if (state.isReportedEnd()
        || state == StepState.SKIPPED && at.equals(endedAt) && because.equals(reason)) {
      return false;
    }
    state = StepState.SKIPPED;
    endedAt = at;
    reason = because;
    settle(shards);
    return true;
  }

  /**
   * Can be done after all, if it was skipped.
   *
   * @param cancelledAt when its study was cancelled; empty if it was not
   * @return whether anything changed
   */
  boolean resume(Optional<Instant> cancelledAt, List<ShardEntity> shards) {
    if (state != StepState.SKIPPED) {
      return false;
    }
    state = cancelledAt.isPresent() ? StepState.CANCELLED : StepState.WAITING;
    endedAt = cancelledAt.orElse(null);
    reason = null;
    settle(shards);
    return true;
  }

  /**
   * Is given up with its study, if it is open.
   *
   * @param at when the study was cancelled
   */
  public void cancel(Instant at, List<ShardEntity> shards) {
    if (!state.ended()) {
      state = StepState.CANCELLED;
      endedAt = at;
      settle(shards);
    }
  }

  /**
   * Is asked for anew: nothing counts that was reported before.
   *
   * @param number of the round, larger than the one before
   */
  public void renew(int number, List<ShardEntity> shards) {
    round = number;
    state = StepState.WAITING;
    worker = null;
    delivery = 0;
    startedAt = null;
    endedAt = null;
    seconds = null;
    endingSeconds = null;
    result = null;
    artifact = null;
    reason = null;
    shards.forEach(ShardEntity::renew);
  }

  /**
   * A time as the database keeps it.
   *
   * @throws InvalidInputException if it is none that a clock shows
   */
  static Instant kept(Instant at) {
    if (at.isBefore(Instant.EPOCH) || at.isAfter(LATEST)) {
      throw new InvalidInputException("at", at, "a time from 1970 to " + LATEST);
    }
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  private boolean note(StepEvent event, List<ShardEntity> shards) {
    if (event instanceof StepEvent.Started started) {
      return part(started.shard(), shards).map(shard -> start(started, shard)).orElse(false);
    }
    if (event instanceof StepEvent.Progressed progressed) {
      return part(progressed.shard(), shards)
          .map(shard -> shard.advance(progressed) | began(progressed))
          .orElse(false);
    }
    if (event instanceof StepEvent.ShardCompleted completed) {
      return part(completed.shard(), shards).map(shard -> shard.complete(completed)).orElse(false);
    }
    if (event instanceof StepEvent.Completed completed) {
      return end(StepState.COMPLETED, event, completed.seconds(), completed.result(), null);
    }
    if (event instanceof StepEvent.Reused reused) {
      return end(StepState.REUSED, event, null, reused.result(), null);
    }
    if (event instanceof StepEvent.Failed failed) {
      return end(StepState.FAILED, event, null, null, failed.reason());
    }
    if (event instanceof StepEvent.InputLost lost && !isWorthAnotherRound()) {
      return end(StepState.FAILED, event, null, null, lost.reason());
    }
    // What else there is changes nothing by itself: an input that is lost is asked for anew, and a
    // study in whose name an order was given up was cancelled here.
    return false;
  }

  private boolean start(StepEvent.Started started, ShardEntity shard) {
    delivery = Math.max(delivery, started.delivery());
    return shard.start(started) | began(started);
  }

  /** Whether a worker began earlier than was known. */
  private boolean began(StepEvent event) {
    Instant at = kept(event.at());
    if (startedAt != null && !at.isBefore(startedAt)) {
      return false;
    }
    startedAt = at;
    return true;
  }

  private boolean end(
      StepState end, StepEvent event, Double worked, StepResult made, String because) {
    Instant at = kept(event.at());
    if (state.isReportedEnd() && !prevails(end, at, event.worker())) {
      return false;
    }
    state = end;
    endedAt = at;
    worker = event.worker();
    endingSeconds = worked;
    result = made == null ? null : new String(LineageJson.write(made), StandardCharsets.UTF_8);
    artifact = made == null ? null : made.reference().digest().hex();
    // PostgreSQL's texts hold every character but this one.
    reason = because == null ? null : because.replace("\u0000", "");
    return true;
  }

  /** Whether an end counts more than the one that is known: the better, the first of its kind. */
  private boolean prevails(StepState end, Instant at, String by) {
    if (end != state) {
      return end.outranks(state);
    }
    return at.isBefore(endedAt) || at.equals(endedAt) && by.compareTo(worker) < 0;
  }

  /** Draws the conclusions from what is known of it and of its parts. */
  private void settle(List<ShardEntity> shards) {
    if (!state.ended()) {
      state = startedAt == null ? StepState.WAITING : StepState.RUNNING;
    }
    if (!state.isReportedEnd()) {
      worker = latest(shards).map(shard -> shard.worker().orElseThrow()).orElse(null);
    }
    seconds = worked(shards);
    shards.forEach(shard -> shard.settle(state));
  }

  private Double worked(List<ShardEntity> shards) {
    List<Double> parts =
        Stream.concat(
                shards.stream().flatMap(shard -> shard.seconds().stream().boxed()),
                Stream.ofNullable(endingSeconds))
            .toList();
    return parts.isEmpty() ? null : parts.stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Optional<ShardEntity> latest(List<ShardEntity> shards) {
    return shards.stream()
        .filter(shard -> shard.reportedAt() != null)
        .max(
            Comparator.comparing(ShardEntity::reportedAt)
                .thenComparing(shard -> shard.worker().orElseThrow()));
  }

  // Absent where a worker was told of another cut, as by another study with the same step.
  private static Optional<ShardEntity> part(Shard reported, List<ShardEntity> shards) {
    return shards.stream()
        .filter(shard -> shard.index() == reported.index() && shard.count() == reported.count())
        .findFirst();
  }
}
