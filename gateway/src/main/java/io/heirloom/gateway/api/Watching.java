package io.heirloom.gateway.api;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.gateway.study.HappeningEntity;
import io.heirloom.gateway.study.StudyEntity;
import io.heirloom.gateway.study.Transactions;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StudyId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets clients follow a study. What happened is read from the database page by page, a page only
 * once the client has taken the one before: a slow client costs no memory, and it does not matter
 * which gateway took note of what.
 */
@Singleton
final class Watching {
  private static final int PAGE = 200;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

  private final Transactions transactions;
  private final Duration interval;

  Watching(Transactions transactions, GatewayConfiguration configuration) {
    this.transactions = transactions;
    this.interval = configuration.watchInterval();
  }

  /**
   * The number after which a client wants to be told, from its {@code Last-Event-ID}.
   *
   * @throws InvalidInputException if that is no id of an event
   */
  static long after(Optional<String> lastEventId) {
    try {
      return lastEventId.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "Last-Event-ID", lastEventId.orElseThrow(), "the id of an event", e);
    }
  }

  /** What happens in a study after a number, until the study has ended. */
  Multi<OutboundSseEvent> follow(StudyId study, long after, Sse sse) {
    Follower follower = new Follower(after, sse);
    return Multi.createBy()
        .repeating()
        .uni(() -> page(study, follower.last))
        .withDelay(interval)
        .whilst(page -> !page.last())
        .onItem()
        .transformToMultiAndConcatenate(
            page -> Multi.createFrom().iterable(follower.take(page.happenings())));
  }

  private Uni<Page> page(StudyId study, long after) {
    return transactions.run(
        session ->
            session
                .find(StudyEntity.class, study.value())
                .chain(
                    found ->
                        happenings(session, study, after)
                            .map(
                                happenings ->
                                    new Page(
                                        happenings,
                                        found.state().ended() && happenings.size() < PAGE))));
  }

  private static Uni<List<HappeningEntity>> happenings(
      Mutiny.Session session, StudyId study, long after) {
    return session
        .createSelectionQuery(
            "from HappeningEntity where id.study = :study and id.number > :after"
                + " order by id.number",
            HappeningEntity.class)
        .setParameter("study", study.value())
        .setParameter("after", after)
        .setMaxResults(PAGE)
        .getResultList();
  }

  /** What happened next; {@code last} if the study has ended and nothing follows. */
  private record Page(List<HappeningEntity> happenings, boolean last) {}

  /** How far one client has come. */
  private static final class Follower {
    private final Sse sse;
    private volatile long last;
    private Instant spoken = Instant.now();

    Follower(long after, Sse sse) {
      this.last = after;
      this.sse = sse;
    }

    List<OutboundSseEvent> take(List<HappeningEntity> happenings) {
      Instant now = Instant.now();
      if (happenings.isEmpty()) {
        return now.isBefore(spoken.plus(LONGEST_SILENCE)) ? List.of() : List.of(signOfLife(now));
      }
      spoken = now;
      last = happenings.get(happenings.size() - 1).number();
      return happenings.stream().map(this::event).toList();
    }

    // Lets a client that is gone be noticed, and a proxy that hangs up on silence stay.
    private OutboundSseEvent signOfLife(Instant now) {
      spoken = now;
      return sse.newEventBuilder().comment("still running").build();
    }

    private OutboundSseEvent event(HappeningEntity happening) {
      return sse.newEventBuilder()
          .id(Long.toString(happening.number()))
          .name(happening.kind().title())
          .data(String.class, happening.payload())
          .build();
    }
  }
}
