package io.heirloom.gateway.limit;

import io.heirloom.gateway.limit.LimitConfiguration.Held;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What the gateway lets clients ask of it at a time. Every request is counted when it comes; what
 * holds more than a moment of the gateway takes its place or its turn besides. All methods throw
 * {@link RefusedException}, and what they refuse is counted by reason.
 */
@Singleton
public final class Limits {
  private static final int ALL = Integer.MAX_VALUE;
  private static final Duration EVER = Duration.ofDays(1);

  private final boolean enabled;
  private final RequestRates rates;
  private final UnderWay underWay;
  private final Places streams;
  private final Places downloads;
  private final Lane intake;
  private final Lane reading;
  private final MeterRegistry registry;

  Limits(LimitConfiguration configuration, MeterRegistry registry) {
    this.registry = registry;
    enabled = configuration.enabled();
    rates = new RequestRates(configuration.requestsPerSecond(), configuration.burst());
    underWay =
        enabled
            ? new UnderWay(
                configuration.requestsUnderWay(), configuration.bodiesUnderWay().asLongValue())
            : new UnderWay(ALL, Long.MAX_VALUE);
    streams = places(configuration.streams(), Refusal.STREAMS, Refusal.STREAMS_OF_CLIENT);
    downloads = places(configuration.downloads(), Refusal.DOWNLOADS, Refusal.DOWNLOADS_OF_CLIENT);
    intake = lane(configuration.intake());
    reading = lane(configuration.reading());
    registerGauges();
  }

  /**
   * Counts a request and lets it in.
   *
   * @param body of the request, in bytes, at most
   */
  public void request(RoutingContext exchange, long body) {
    hold(
        exchange,
        client -> {
          if (enabled) {
            rates.count(client);
          }
          return underWay.enter(body);
        });
  }

  /** Gives an exchange a place for a stream of events, until it ends. */
  public void stream(RoutingContext exchange) {
    hold(exchange, streams::take);
  }

  /** Gives an exchange a place for a download, until its last byte has left. */
  public void download(RoutingContext exchange) {
    hold(exchange, downloads::take);
  }

  /** Takes in a study when its turn comes. */
  public <T> Uni<T> intake(Supplier<Uni<T>> work) {
    return counted(intake.pass(work));
  }

  /** Works something out of a whole study when its turn comes. */
  public <T> Uni<T> reading(Supplier<Uni<T>> work) {
    return counted(reading.pass(work));
  }

  private Places places(Held held, Refusal full, Refusal fullForClient) {
    return enabled
        ? new Places(held.most(), held.mostPerClient(), full, fullForClient)
        : new Places(ALL, ALL, full, fullForClient);
  }

  private Lane lane(LimitConfiguration.Turns turns) {
    return enabled ? new Lane(turns.atOnce(), turns.longestWait()) : new Lane(ALL, EVER);
  }

  private void hold(RoutingContext exchange, Function<Client, Place> taken) {
    Place place;
    try {
      place = taken.apply(Client.of(exchange.request()));
    } catch (RefusedException e) {
      count(e);
      throw e;
    }
    exchange.addEndHandler(ended -> place.close());
    if (exchange.response().closed()) {
      // Whoever hung up before is not told of.
      place.close();
    }
  }

  private <T> Uni<T> counted(Uni<T> work) {
    return work.onFailure(RefusedException.class)
        .invoke(refused -> count((RefusedException) refused));
  }

  private void count(RefusedException refused) {
    registry.counter("heirloom.gateway.refused", "reason", refused.refusal().label()).increment();
  }

  private void registerGauges() {
    gauge("requests", "Requests under way, streams among them", underWay, UnderWay::requests);
    gauge("bodies", "Bytes of the bodies of requests under way", underWay, UnderWay::bytes);
    gauge("streams", "Open streams of events", streams, Places::taken);
    gauge("downloads", "Downloads of checkpoints under way", downloads, Places::taken);
    gauge("intake.waiting", "Studies that wait to be taken in", intake, Lane::waiting);
    gauge("intake.passing", "Studies that are being taken in", intake, Lane::passing);
    gauge("reading.waiting", "Reports that wait to be worked out", reading, Lane::waiting);
    gauge("reading.passing", "Reports that are being worked out", reading, Lane::passing);
  }

  private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
    Gauge.builder("heirloom.gateway." + name, of, value)
        .description(description)
        .register(registry);
  }
}
