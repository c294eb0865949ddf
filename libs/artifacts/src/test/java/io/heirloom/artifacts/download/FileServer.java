package io.heirloom.artifacts.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server with one file at every path, which can be made to misbehave. */
final class FileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  volatile byte[] content;
  volatile Optional<String> etag = Optional.of("\"first\"");
  volatile boolean speaksRange = true;
  volatile boolean tellsLength = true;

  /** Bytes sent in an answer before the connection is cut. */
  volatile int cutAfter = Integer.MAX_VALUE;

  /** Bytes sent in an answer before nothing more comes. */
  volatile int stallAfter = Integer.MAX_VALUE;

  volatile int status = 200;
  volatile Optional<String> redirection = Optional.empty();

  record Request(
      Optional<String> range, Optional<String> ifRange, Optional<String> authorization) {}

  FileServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> range = header(exchange, "Range");
      Optional<String> ifRange = header(exchange, "If-Range");
      requests.add(new Request(range, ifRange, header(exchange, "Authorization")));
      if (redirection.isPresent()) {
        exchange.getResponseHeaders().add("Location", redirection.get());
        exchange.sendResponseHeaders(302, -1);
      } else if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
      } else {
        etag.ifPresent(tag -> exchange.getResponseHeaders().add("ETag", tag));
        boolean current = ifRange.isEmpty() || ifRange.equals(etag);
        sendFrom(
            exchange, speaksRange && current ? range.map(FileServer::first) : Optional.empty());
      }
    }
  }

  private void sendFrom(HttpExchange exchange, Optional<Integer> asked) throws IOException {
    int from = asked.orElse(0);
    if (from >= content.length && asked.isPresent()) {
      exchange.getResponseHeaders().add("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (asked.isPresent()) {
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(asked.isPresent() ? 206 : 200, tellsLength ? rest.length : 0);
    exchange
        .getResponseBody()
        .write(rest, 0, Math.min(rest.length, Math.min(cutAfter, stallAfter)));
    exchange.getResponseBody().flush();
    if (stallAfter < rest.length) {
      awaitClosing();
    }
    if (cutAfter >= rest.length) {
      exchange.getResponseBody().close();
    }
  }

  private void awaitClosing() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int first(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }
}
