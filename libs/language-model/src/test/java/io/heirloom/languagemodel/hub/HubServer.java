package io.heirloom.languagemodel.hub;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heirloom.lineage.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hub with one repository, {@code owner/model}, whose safetensors are large files (LFS). */
final class HubServer implements AutoCloseable {
  static final String REPOSITORY = "owner/model";
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SortedMap<String, byte[]> files = new ConcurrentSkipListMap<>();
  private final SortedMap<String, byte[]> damaged = new ConcurrentSkipListMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  volatile String repository = REPOSITORY;
  volatile Optional<String> token = Optional.empty();
  volatile int status = 200;

  /** Bytes of a large file that are sent before the connection is cut. */
  volatile int cutAfter = Integer.MAX_VALUE;

  HubServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hub/", this::answer);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hub";
  }

  void put(String name, byte[] content) {
    files.put(name, content);
  }

  void remove(String name) {
    files.remove(name);
  }

  /** Sends other content than is announced. */
  void damage(String name, byte[] content) {
    damaged.put(name, content);
  }

  /** Paths, below the endpoint, in the order they were asked for. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI address = exchange.getRequestURI();
      String path = address.getRawPath().substring("/hub".length());
      requests.add(path);
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
      } else if (path.startsWith("/lfs/")) {
        sendLarge(exchange, path.substring("/lfs/".length()));
      } else if (token.isPresent() && !("Bearer " + token.get()).equals(authorization)) {
        exchange.sendResponseHeaders(401, -1);
      } else {
        sendFromRepository(exchange, path);
      }
    }
  }

  private void sendFromRepository(HttpExchange exchange, String path) throws IOException {
    String api = "/api/models/" + repository;
    String resolve = "/" + repository + "/resolve/" + COMMIT + "/";
    if (List.of("main", COMMIT, "refs%2Fpr%2F1").stream()
        .anyMatch(revision -> path.equals(api + "/revision/" + revision))) {
      send(exchange, json(Map.of("id", repository, "sha", COMMIT)));
    } else if (path.equals(api + "/tree/" + COMMIT)) {
      send(exchange, json(tree()));
    } else if (path.startsWith(resolve) && files.containsKey(name(path, resolve))) {
      sendFile(exchange, name(path, resolve));
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private void sendFile(HttpExchange exchange, String name) throws IOException {
    if (isLarge(name)) {
      exchange.getResponseHeaders().add("Location", "/hub/lfs/" + name);
      exchange.sendResponseHeaders(302, -1);
    } else {
      send(exchange, sent(name));
    }
  }

  private void sendLarge(HttpExchange exchange, String name) throws IOException {
    byte[] content = sent(name);
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange.getResponseHeaders().add("ETag", "\"" + Digest.of(content) + "\"");
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    exchange.sendResponseHeaders(range == null ? 200 : 206, rest.length);
    exchange.getResponseBody().write(rest, 0, Math.min(rest.length, cutAfter));
    exchange.getResponseBody().flush();
  }

  private List<Map<String, Object>> tree() {
    List<Map<String, Object>> tree = new ArrayList<>();
    tree.add(Map.of("type", "directory", "path", "sub", "oid", "0", "size", 0));
    files.forEach((name, content) -> tree.add(entry(name, content)));
    return tree;
  }

  private static Map<String, Object> entry(String name, byte[] content) {
    Map<String, Object> entry = new TreeMap<>();
    entry.put("type", "file");
    entry.put("path", name);
    entry.put("size", content.length);
    entry.put("oid", gitBlob(content));
    if (isLarge(name)) {
      entry.put("oid", "of the pointer");
      entry.put("lfs", Map.of("oid", Digest.of(content).hex(), "size", content.length));
    }
    return entry;
  }

  private byte[] sent(String name) {
    return damaged.getOrDefault(name, files.get(name));
  }

  private static boolean isLarge(String name) {
    return name.endsWith(".safetensors");
  }

  private static String name(String path, String prefix) {
    return path.substring(prefix.length());
  }

  private static byte[] json(Object value) throws IOException {
    return new JsonMapper().writeValueAsBytes(value);
  }

  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  static String gitBlob(byte[] content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
