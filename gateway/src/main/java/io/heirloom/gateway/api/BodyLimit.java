package io.heirloom.gateway.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.heirloom.gateway.GatewayConfiguration;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;

/**
 * Refuses bodies that say they are too large. Quarkus alone would hang up, and the client be told
 * of a broken pipe: here what it sends is read and thrown away, and then it is told why.
 */
@Singleton
final class BodyLimit {
  private static final int BEFORE_THE_ONE_OF_QUARKUS = 100;
  private static final long LARGEST_THROWN_AWAY = 1L << 28;

  private final long limit;
  private final ObjectMapper json;

  BodyLimit(GatewayConfiguration configuration, ObjectMapper json) {
    this.limit = configuration.largestBody().asLongValue();
    this.json = json;
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
    exchange.request().handler(thrownAway -> {}).endHandler(end -> refuse(exchange)).resume();
  }

  private void refuse(RoutingContext exchange) {
    try {
      exchange
          .response()
          .setStatusCode(Problems.TOO_LARGE.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problems.MEDIA_TYPE)
          .end(json.writeValueAsString(Problems.TOO_LARGE));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem has no JSON form", e);
    }
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      // The server below refuses it.
      return 0;
    }
  }
}
