package io.heirloom.gateway.rebuild;

import io.heirloom.gateway.chronicle.StudyFact;
import io.heirloom.gateway.outbox.OutboxEntity;
import io.heirloom.gateway.outbox.OutboxRelay;
import io.heirloom.gateway.plan.OutdatedPlanException;
import io.heirloom.gateway.projection.Projection;
import io.heirloom.gateway.retry.Replanned;
import io.heirloom.gateway.study.Material;
import io.heirloom.gateway.study.Materials;
import io.heirloom.gateway.study.StepEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.Topics;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.topics.Envelope;
import io.heirloom.topics.WholeTopic;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Puts studies back into the database from Kafka alone: first what their gateway brought about,
 * from {@code heirloom.studies}, then what workers reported, from {@code heirloom.events}. That
 * gives what was there, as it does not matter for a step in which order reports come; and it does
 * no harm while the gateway works, as it takes the same reports at the same time.
 */
@Singleton
public final class Rebuild {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, Object> client;
  private final Transactions transactions;
  private final Projection projection;
  private final OutboxRelay relay;
  private Tally last;

  Rebuild(
      @Identifier("default-kafka-broker") Map<String, Object> client,
      Transactions transactions,
      Projection projection,
      OutboxRelay relay) {
    this.client = client;
    this.transactions = transactions;
    this.projection = projection;
    this.relay = relay;
  }

  /**
   * Begins, and does not wait for the end.
   *
   * @param all whether studies that are in the database are replaced, too
   * @throws RebuildUnderWayException if another has begun and not ended
   */
  public synchronized RebuildProgress begin(boolean all) {
    if (last != null && last.isUnderWay()) {
      throw new RebuildUnderWayException();
    }
    Tally begun = new Tally();
    last = begun;
    Infrastructure.getDefaultWorkerPool().execute(() -> run(all, begun));
    return begun.progress();
  }

  /** How the last one went or goes; empty if there was none since the gateway started. */
  public synchronized Optional<RebuildProgress> progress() {
    return Optional.ofNullable(last).map(Tally::progress);
  }

  private void run(boolean all, Tally tally) {
    try {
      rebuild(all, tally);
      tally.completed();
      Log.infof("the database was rebuilt: %s", tally.progress());
    } catch (RuntimeException e) {
      Log.error("the database cannot be rebuilt", e);
      tally.failed(String.valueOf(e.getMessage()));
    }
  }

  private void rebuild(boolean all, Tally tally) {
    Set<StudyId> restored = new LinkedHashSet<>();
    histories()
        .forEach(
            (study, history) -> {
              if (restore(study, history, all, tally)) {
                restored.add(study);
              }
            });
    replay(restored, tally);
    restored.forEach(study -> tally.ordered(orderAgain(study)));
    relay.relaySoon();
  }

  private Map<StudyId, History> histories() {
    Map<StudyId, History> histories = new LinkedHashMap<>();
    try (WholeTopic facts = new WholeTopic(client, Topics.STUDIES)) {
      while (!facts.ended()) {
        for (ConsumerRecord<String, byte[]> message : facts.next()) {
          read(message, Topics.FACT_TYPE, StudyFact.class)
              .ifPresent(
                  fact -> histories.computeIfAbsent(fact.study(), none -> new History()).add(fact));
        }
      }
    }
    return histories;
  }

  /** Whether the study is in the database now as it was before any report. */
  private boolean restore(StudyId study, History history, boolean all, Tally tally) {
    Optional<String> gap = history.gap();
    if (gap.isPresent()) {
      tally.leftOut(study, gap.get());
      return false;
    }
    try {
      boolean restored = restored(study, history.rows().toArray(), history.size(), all);
      if (restored) {
        tally.restored();
      } else {
        tally.kept();
      }
      return restored;
    } catch (OutdatedPlanException e) {
      tally.leftOut(study, History.OTHER_VERSION);
      return false;
    } catch (ConstraintViolationException e) {
      tally.leftOut(study, "its idempotency key was used for another study");
      return false;
    }
  }

  // A study that is ahead of Kafka has facts in the outbox: what Kafka has of it is not all.
  private boolean restored(StudyId study, Object[] rows, int facts, boolean all) {
    return await(
        transactions.run(
            session ->
                Transactions.locked(session, study)
                    .chain(
                        present ->
                            present == null || all && present.facts() <= facts
                                ? replace(session, study, rows)
                                : Uni.createFrom().item(false))));
  }

  private static Uni<Boolean> replace(Mutiny.Session session, StudyId study, Object[] rows) {
    return session
        .createMutationQuery("delete from StudyEntity where id = :study")
        .setParameter("study", study.value())
        .executeUpdate()
        .invoke(session::clear)
        .chain(() -> session.persistAll(rows))
        .replaceWith(true);
  }

  private void replay(Set<StudyId> studies, Tally tally) {
    Map<String, StudyId> wanted =
        studies.stream().collect(Collectors.toMap(StudyId::value, study -> study));
    try (WholeTopic reports = new WholeTopic(client, Topics.EVENTS)) {
      tally.reading(reports.records());
      while (!reports.ended()) {
        List<ConsumerRecord<String, byte[]>> messages = reports.next();
        messages.stream()
            .filter(message -> wanted.containsKey(message.key()))
            .flatMap(message -> read(message, Topics.EVENT_TYPE, StepEvent.class).stream())
            .filter(event -> studies.contains(event.study()))
            .collect(
                Collectors.groupingBy(StepEvent::study, LinkedHashMap::new, Collectors.toList()))
            .forEach(this::apply);
        tally.read(messages.size());
      }
    }
  }

  private void apply(StudyId study, List<StepEvent> events) {
    try {
      await(projection.apply(study, events));
    } catch (RuntimeException e) {
      Log.debugf(e, "reports of study %s are taken one by one", study);
      events.forEach(event -> applyAlone(study, event));
    }
  }

  // What cannot be written down now could not when it was read first, and was put aside then.
  private void applyAlone(StudyId study, StepEvent event) {
    try {
      await(projection.apply(study, List.of(event)));
    } catch (RuntimeException e) {
      Log.warnf(e, "a report of study %s is left out", study);
    }
  }

  /** Writes the orders of steps that wait; twice, perhaps, which does no harm. */
  private int orderAgain(StudyId id) {
    return await(
        transactions.run(
            session ->
                Transactions.locked(session, id)
                    .chain(study -> Materials.of(session, study))
                    .chain(material -> orderAgain(session, material))));
  }

  private static Uni<Integer> orderAgain(Mutiny.Session session, Material material) {
    StudyEntity study = material.study();
    if (study.hasNoOpenSteps()) {
      return Uni.createFrom().item(0);
    }
    Instant now = Transactions.now();
    Set<String> open =
        material.steps().stream()
            .filter(step -> !step.state().ended())
            .map(StepEntity::key)
            .collect(Collectors.toSet());
    return Transactions.aside(() -> Replanned.of(material).orders(open))
        .chain(
            orders ->
                session
                    .persistAll(orders.stream().map(order -> OutboxEntity.of(order, now)).toArray())
                    .replaceWith(orders.size()));
  }

  /** Empty if it cannot be read: it is among the dead letters, then. */
  private static <T> Optional<T> read(
      ConsumerRecord<String, byte[]> message, String type, Class<T> data) {
    try {
      return Optional.of(Envelope.open(message, type, data));
    } catch (InvalidInputException e) {
      return Optional.empty();
    }
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(PATIENCE);
  }
}
