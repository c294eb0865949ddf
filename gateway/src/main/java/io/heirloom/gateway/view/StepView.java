package io.heirloom.gateway.view;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.heirloom.gateway.study.ShardEntity;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.lineage.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step as clients see it.
 *
 * @param state {@code waiting}, {@code running}, {@code completed}, {@code reused}, {@code failed},
 *     {@code skipped} or {@code cancelled}
 * @param round how often it has been asked for in this study, from 1; all else is of that round
 * @param worker who ended it, or reported last
 * @param delivery how often its order was taken; 0: never
 * @param done how much is done, over all shards, in the step's own unit
 * @param total of how much; 0 until it is known; an estimate until every shard was begun
 * @param shards the parts into which its rows are cut, one at least
 * @param seconds of the work that ended it
 * @param artifact digest of what it made
 * @param metrics what it measured, by name
 * @param reason why it failed or was skipped
 */
@JsonNaming(SnakeCaseStrategy.class)
public record StepView(
    String key,
    String operation,
    String title,
    String state,
    int round,
    Optional<String> worker,
    int delivery,
    long done,
    long total,
    List<ShardView> shards,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<Double> seconds,
    Optional<String> artifact,
    SortedMap<String, Double> metrics,
    Optional<String> reason) {

  /** One part of a step. */
  public record ShardView(int index, int count, Optional<String> worker, String state) {
    static ShardView of(ShardEntity shard) {
      return new ShardView(shard.index(), shard.count(), shard.worker(), shard.state().title());
    }
  }

  /**
   * The view of a step.
   *
   * @param shards its parts by index, one at least
   */
  public static StepView of(StepEntity step, List<ShardEntity> shards) {
    return new StepView(
        step.key(),
        step.operation(),
        step.title(),
        step.state().title(),
        step.round(),
        step.worker(),
        step.delivery(),
        shards.stream().mapToLong(ShardEntity::done).sum(),
        total(shards),
        shards.stream().map(ShardView::of).toList(),
        step.startedAt(),
        step.endedAt(),
        step.seconds(),
        step.result().map(result -> result.reference().digest().hex()),
        step.result().map(StepResult::metrics).orElseGet(TreeMap::new),
        step.reason());
  }

  /** The views of several steps, whose parts are found by step key. */
  public static List<StepView> of(List<StepEntity> steps, Map<String, List<ShardEntity>> shards) {
    return steps.stream().map(step -> of(step, shards.get(step.key()))).toList();
  }

  // Shards are of nearly one size: those not begun are taken for the mean of the others.
  private static long total(List<ShardEntity> shards) {
    double mean =
        shards.stream()
            .mapToLong(ShardEntity::total)
            .filter(total -> total > 0)
            .average()
            .orElse(0);
    return Math.round(mean * shards.size());
  }
}
