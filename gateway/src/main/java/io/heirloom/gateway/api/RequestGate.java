package io.heirloom.gateway.api;

import io.heirloom.gateway.GatewayConfiguration;
import io.heirloom.gateway.limit.Limits;
import io.heirloom.gateway.limit.RefusedException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets requests to the interface in as far as limits allow, before anything else is done for them.
 * Health and metrics are always told: whoever watches over the gateway has to see that it is busy.
 */
@Singleton
final class RequestGate {
  private static final int BEFORE_ALL_ELSE = 200;
  private static final String INTERFACE = "/api/";

  private final Limits limits;
  private final ProblemAnswers answers;
  private final long largestBody;
  private final long largestBodyOfUnknownSize;

  RequestGate(
      Limits limits,
      ProblemAnswers answers,
      GatewayConfiguration configuration,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize largestRead) {
    this.limits = limits;
    this.answers = answers;
    this.largestBody = configuration.largestBody().asLongValue();
    this.largestBodyOfUnknownSize = largestRead.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::filter, BEFORE_ALL_ELSE);
  }

  private void filter(RoutingContext exchange) {
    if (!isForInterface(exchange)) {
      exchange.next();
      return;
    }
    try {
      limits.request(exchange, body(exchange.request()));
    } catch (RefusedException e) {
      answers.refuse(exchange, e);
      return;
    }
    exchange.next();
  }

  private static boolean isForInterface(RoutingContext exchange) {
    try {
      return exchange.normalizedPath().startsWith(INTERFACE);
    } catch (IllegalArgumentException e) {
      // A broken path, which the router refuses.
      return true;
    }
  }

  /** How much of a body may come to be held. */
  private long body(HttpServerRequest request) {
    if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
      return largestBodyOfUnknownSize;
    }
    return Math.min(BodyLimit.length(request), largestBody);
  }
}
