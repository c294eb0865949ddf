package io.heirloom.worker;

import io.heirloom.artifacts.ArtifactStore;
import io.heirloom.artifacts.CorruptArtifactException;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StepResult;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.StepOrder;
import io.heirloom.worker.tries.Attempt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The work on one order that was delivered: what it asks for is taken from the store or made, so
 * that it can be told and what follows be ordered. It may be done again after it failed, here or
 * elsewhere: results are found by key.
 *
 * <p>Two workers may do the same step at once (two studies, or an order that came twice); both make
 * the same result, and the store keeps one.
 */
final class StepWork<S extends Step> {
  private static final Logger LOG = Logger.getLogger(StepWork.class);

  private final StepHandler<S> handler;
  private final Workplace workplace;
  private final StepOrder order;
  private final int delivery;
  private final Attempt attempt;
  private final BooleanSupplier givenUp;
  private final StepNews news;
  private boolean announced;

  /**
   * @param delivery how often the order has been delivered, from 1
   * @param attempt begun before anything is made
   * @param givenUp whether the order is to be given up
   */
  StepWork(
      StepHandler<S> handler,
      Workplace workplace,
      StepOrder order,
      int delivery,
      Attempt attempt,
      BooleanSupplier givenUp) {
    this.handler = handler;
    this.workplace = workplace;
    this.order = order;
    this.delivery = delivery;
    this.attempt = attempt;
    this.givenUp = givenUp;
    this.news = new StepNews(order, workplace.worker());
  }

  /**
   * Does it.
   *
   * @return what is to be published
   * @throws InputLostException if what the step starts from is of no use
   * @throws CancelledStepException if it is given up
   */
  Outcome outcome() throws Exception {
    if (workplace.cancellations().contain(order.study())) {
      throw new CancelledStepException(order.key());
    }
    Optional<StepResult> whole = store().find(order.key());
    if (whole.isPresent()) {
      return reused(whole.get());
    }
    return order.shard().whole() ? wholeMade() : shardMade();
  }

  private Outcome reused(StepResult whole) {
    if (!order.shard().whole() && !mayForward()) {
      return Outcome.of(news.shardCompleted(0));
    }
    return Outcome.of(List.of(news.reused(whole)), order.forward(whole.reference()));
  }

  private Outcome wholeMade() throws Exception {
    WorkTime time = new WorkTime();
    return completed(make(Shard.WHOLE, time), List.of(), time);
  }

  private Outcome shardMade() throws Exception {
    StepEvent done = news.shardCompleted(secondsForOwnShard());
    List<Optional<StepResult>> shards = new ArrayList<>();
    for (int index = 0; index < order.shard().count(); index++) {
      shards.add(madeShard(new Shard(index, order.shard().count())));
    }
    if (shards.stream().anyMatch(Optional::isEmpty) || !mayForward()) {
      return Outcome.of(done);
    }
    WorkTime time = new WorkTime();
    StepResult whole = merge(shards.stream().map(Optional::orElseThrow).toList(), time);
    return completed(whole, List.of(done), time);
  }

  /** Makes the order's shard if it is not there; how long that took. */
  private double secondsForOwnShard() throws Exception {
    if (store().find(order.productKey()).isPresent()) {
      return 0;
    }
    WorkTime time = new WorkTime();
    StepResult unused = make(order.shard(), time);
    return time.seconds();
  }

  /** A shard, if it has been made. One that was made and is lost is made again: no order will. */
  private Optional<StepResult> madeShard(Shard shard) throws Exception {
    StepKey key = order.key().ofShard(shard);
    Optional<StepResult> there = store().find(key);
    return there.isEmpty() && store().lost(key) ? Optional.of(madeAgain(shard)) : there;
  }

  private StepResult madeAgain(Shard shard) throws Exception {
    StepResult result = make(shard, new WorkTime());
    store().discardScratch(order.key().ofShard(shard));
    return result;
  }

  private Outcome completed(StepResult result, List<StepEvent> before, WorkTime time) {
    double seconds = time.seconds();
    workplace.gauges().took(order.step(), seconds);
    List<StepEvent> events = new ArrayList<>(before);
    events.add(news.completed(result, seconds));
    return Outcome.of(events, order.forward(result.reference()));
  }

  /**
   * Whoever sees that all shards are there may forward, but only one order of each study and round:
   * of those that see it, the first to say so. One that is delivered again is still the first.
   */
  private boolean mayForward() {
    String forwarding =
        "%s/forwarded for/%s/%d".formatted(order.key(), order.study().value(), order.round());
    return store().claim(new StepKey(Digest.of(forwarding)), "shard " + order.shard().index());
  }

  private StepResult make(Shard shard, WorkTime time) throws Exception {
    attempt.begin(worker().id(), worker().now());
    announce();
    S step = handler.handles().cast(order.step());
    StepKey key = shard.whole() ? order.key() : order.key().ofShard(shard);
    return stored(shard, key, time, context -> handler.perform(step, context));
  }

  private void announce() throws Exception {
    if (!announced) {
      workplace.reports().publish(news.started(delivery)).get(1, TimeUnit.MINUTES);
      announced = true;
    }
  }

  private StepResult merge(List<StepResult> shards, WorkTime time) throws Exception {
    if (!(handler instanceof ShardedStepHandler<S> sharded)) {
      throw new InvalidInputException(
          "shards", order.shard().count(), "1: such a step cannot be cut");
    }
    attempt.begin(worker().id(), worker().now());
    S step = handler.handles().cast(order.step());
    List<Path> folders = new ArrayList<>();
    for (int index = 0; index < shards.size(); index++) {
      folders.add(fetched(new Shard(index, shards.size()), shards.get(index)));
    }
    return stored(Shard.WHOLE, order.key(), time, context -> sharded.merge(step, context, folders));
  }

  /** The folder of a shard; a damaged shard is made again. */
  private Path fetched(Shard shard, StepResult made) throws Exception {
    try {
      return store().fetch(made.reference());
    } catch (CorruptArtifactException e) {
      LOG.warnf(
          "shard %d of step %s is made again: %s", shard.index(), order.key(), e.getMessage());
      Optional<String> unused = store().withdraw(made.reference());
      return store().fetch(madeAgain(shard).reference());
    }
  }

  /**
   * Makes something and stores it. Where that fails and another worker has made it meanwhile, that
   * is as good: the other may have been the reason, as it removes the scratch folder of both.
   */
  private StepResult stored(Shard shard, StepKey key, WorkTime time, Production production)
      throws Exception {
    try {
      return storedOwn(shard, key, time, production);
    } catch (CancelledStepException e) {
      throw e;
    } catch (CorruptArtifactException e) {
      throw lostInput(e);
    } catch (Exception e) {
      StepResult others = store().find(key).orElseThrow(() -> e);
      LOG.infof(e, "%s failed after another worker had done it", order.step().operation());
      return others;
    }
  }

  private RuntimeException lostInput(CorruptArtifactException found) {
    return lostInput(store(), order, found).<RuntimeException>map(lost -> lost).orElse(found);
  }

  /** Looks whether a failure may come from what the step starts from; if so, that is withdrawn. */
  static Optional<InputLostException> lostInput(
      ArtifactStore store, StepOrder order, Throwable failure) {
    Optional<Reference> input = order.input();
    return input.flatMap(store::withdraw).map(damage -> new InputLostException(damage, failure));
  }

  private StepResult storedOwn(Shard shard, StepKey key, WorkTime time, Production production)
      throws Exception {
    Path staged = store().stage();
    try {
      RunningStep running = workplace.running(order, shard, staged, attempt, givenUp, time);
      SortedMap<String, Double> metrics;
      try {
        metrics = production.run(running);
      } finally {
        running.settle();
      }
      return store().publish(key, order.step().produces(), staged, metrics);
    } finally {
      store().discard(staged);
    }
  }

  private ArtifactStore store() {
    return workplace.store();
  }

  private Worker worker() {
    return workplace.worker();
  }

  /** Makes something in the output folder of a context. */
  private interface Production {
    SortedMap<String, Double> run(StepContext context) throws Exception;
  }
}
