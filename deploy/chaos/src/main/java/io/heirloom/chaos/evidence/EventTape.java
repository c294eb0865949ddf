package io.heirloom.chaos.evidence;

import io.heirloom.chaos.fault.Messages;
import io.heirloom.lineage.Shard;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.event.StepEvent.Progressed;
import io.heirloom.lineage.event.StepEvent.ShardCompleted;
import io.heirloom.lineage.event.StepEvent.Started;
import io.heirloom.lineage.json.LineageJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What workers told of a study, in the order in which they told it. */
public final class EventTape {
  private final List<StepEvent> events;

  EventTape(List<StepEvent> events) {
    this.events = List.copyOf(events);
  }

  /** What was told of a study since then, each event once. */
  public static EventTape of(StudyId study, Tapes tapes, Bookmark since) {
    List<StepEvent> events = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ConsumerRecord<String, byte[]> record : tapes.since(since, Topics.EVENTS)) {
      if (record.headers().lastHeader(Messages.SPOILED) == null && ids.add(id(record))) {
        StepEvent event = LineageJson.read(record.value(), StepEvent.class);
        if (event.study().equals(study)) {
          events.add(event);
        }
      }
    }
    return new EventTape(events);
  }

  private static String id(ConsumerRecord<String, byte[]> record) {
    Header id = record.headers().lastHeader("ce_id");
    return id == null ? "" : new String(id.value(), StandardCharsets.UTF_8);
  }

  /**
   * What it cost that a worker was taken away while it held an order.
   *
   * @param recovered until another try at the order began
   * @param repeated work that was done a second time; of a try that told of no progress, none
   */
  public record Loss(StepKey key, Duration recovered, Duration repeated) {}

  /** What it cost to take a worker away at a moment; empty if it held no order. */
  public Optional<Loss> lossOf(String worker, Instant moment) {
    return lastTry(worker, moment)
        .filter(begun -> !endedBefore(begun, moment))
        .flatMap(begun -> nextTry(begun, moment).map(next -> loss(begun, next, moment)));
  }

  private Optional<Started> lastTry(String worker, Instant moment) {
    return events.stream()
        .filter(Started.class::isInstance)
        .map(Started.class::cast)
        .filter(begun -> begun.worker().equals(worker) && begun.at().isBefore(moment))
        .reduce((earlier, later) -> later);
  }

  private boolean endedBefore(Started begun, Instant moment) {
    return events.stream()
        .filter(event -> event.worker().equals(begun.worker()) && event.key().equals(begun.key()))
        .filter(event -> !(event instanceof Started) && !(event instanceof Progressed))
        .filter(
            event -> !(event instanceof ShardCompleted part) || part.shard().equals(begun.shard()))
        .anyMatch(event -> event.at().isAfter(begun.at()) && event.at().isBefore(moment));
  }

  private Optional<Started> nextTry(Started begun, Instant moment) {
    return events.stream()
        .filter(Started.class::isInstance)
        .map(Started.class::cast)
        .filter(next -> next.key().equals(begun.key()) && next.shard().equals(begun.shard()))
        .filter(next -> next.at().isAfter(moment))
        .findFirst();
  }

  private Loss loss(Started begun, Started next, Instant moment) {
    List<Progressed> before = progress(begun, moment);
    Optional<Progressed> after = progress(next, Instant.MAX).stream().findFirst();
    Duration repeated =
        before.isEmpty() || after.isEmpty()
            ? Duration.ZERO
            : Duration.between(reached(before, after.get().done()), moment);
    return new Loss(begun.key(), Duration.between(moment, next.at()), repeated);
  }

  private List<Progressed> progress(Started begun, Instant until) {
    Shard shard = begun.shard();
    return events.stream()
        .filter(Progressed.class::isInstance)
        .map(Progressed.class::cast)
        .filter(told -> told.worker().equals(begun.worker()) && told.key().equals(begun.key()))
        .filter(told -> told.shard().equals(shard))
        .filter(told -> !told.at().isBefore(begun.at()) && told.at().isBefore(until))
        .toList();
  }

  /** When a try had done so much: the last moment at which it told of less, or its first word. */
  private static Instant reached(List<Progressed> told, long done) {
    return told.stream()
        .filter(progressed -> progressed.done() < done)
        .reduce((earlier, later) -> later)
        .orElse(told.get(0))
        .at();
  }
}
