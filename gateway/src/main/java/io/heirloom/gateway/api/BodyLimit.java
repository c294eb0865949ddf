package io.heirloom.gateway.api;

import io.heirloom.gateway.GatewayConfiguration;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;

/** Refuses bodies that say they are too large, before Quarkus would hang up on them. */
@Singleton
final class BodyLimit {
  private static final int BEFORE_THE_ONE_OF_QUARKUS = 100;
  private static final long LARGEST_THROWN_AWAY = 1L << 28;

  private final long limit;
  private final ProblemAnswers answers;

  BodyLimit(GatewayConfiguration configuration, ProblemAnswers answers) {
    this.limit = configuration.largestBody().asLongValue();
    this.answers = answers;
  }

  /** Refuses a body that did not say how large it is. */
  void check(byte[] body) {
    if (body.length > limit) {
      throw new WebApplicationException(Problems.TOO_LARGE.status());
    }
  }

  void register(@Observes Filters filters) {
    filters.register(this::filter, BEFORE_THE_ONE_OF_QUARKUS);
  }

  private void filter(RoutingContext exchange) {
    long length = length(exchange.request());
    if (length <= limit || length > LARGEST_THROWN_AWAY) {
      exchange.next();
      return;
    }
    answers.refuse(exchange, Problems.TOO_LARGE);
  }

  /** How large the body of a request is by its own word; 0 if it does not say. */
  static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      // The server below refuses it.
      return 0;
    }
  }
}
