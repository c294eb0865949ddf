package io.heirloom.gateway.api.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes requests of which some part is not as it should be, the same for the same seed. */
final class MalformedRequests {
  private static final byte[] NOTHING = new byte[0];

  /** A study file that says much, so that much can be wrong in it. */
  private static final String STUDY =
      """
      {"name": "fuzz", "property": "fairness", "settings": {"penalty": "absolute"},
       "data": {"name": "census", "rows": 600, "test_rows": 400, "split_seed": 7},
       "models": {"weak": "random:tiny", "strong": "random:small"},
       "strategies": ["no-tft", "weak-tft"], "objectives": ["wts-naive", "wts-aux"],
       "lambda": {"weak": 0.1, "wts": [0.1, 0.2], "ceiling": 0.1},
       "alpha": {"max": 0.2, "warm_up": 0.2}, "labels": "soft", "seeds": [1, 2],
       "training": {"epochs": 3, "weak": {"learning_rate": 0.002, "batch": 32}},
       "select": [{"sweep": ["lambda.wts"], "rule": "best-trust", "most_lost": 1}],
       "shards": {"labeling": 2, "evaluation": 2}}
      """;

  private static final List<String> YAML =
      List.of(
          "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
              + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
              + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nproperty: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
          "property: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://localhost\"]]\n",
          "&a a: *a\n",
          "property: fairness\nproperty: privacy\n",
          "--- {}\n--- {}\n",
          "? [a]\n: b\n",
          "\t- x",
          "property: \"\\x",
          "%YAML 9.9\n---\na: b\n",
          "[".repeat(20_000),
          "- ".repeat(5_000) + "x",
          "\uFEFFproperty: fairness\n",
          ".inf",
          ".nan",
          "~",
          "2001-01-01",
          "0o7",
          "!!binary abc");

  private final SplittableRandom random;
  private final JsonMapper json = new JsonMapper();
  private final Map<String, String> good;

  /**
   * @param good values by the name of a parameter, for those that are left as they should be
   */
  MalformedRequests(long seed, Map<String, String> good) {
    this.random = new SplittableRandom(seed);
    this.good = good;
  }

  /** The next one of an operation. */
  RawRequest next(Operation operation) {
    boolean breakBody = !operation.bodies().isEmpty() && random.nextInt(4) > 0;
    String path = operation.path();
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "*/*");
    for (Operation.Parameter parameter : operation.parameters()) {
      boolean breakIt = !breakBody && random.nextInt(2) == 0;
      String value = breakIt ? text() : good.getOrDefault(parameter.name(), "x");
      switch (parameter.in()) {
        case "path" ->
            path = path.replace("{" + parameter.name() + "}", breakIt ? segment() : value);
        case "query" -> {
          if (random.nextInt(3) > 0) {
            query.add(parameter.name() + "=" + (breakIt ? segment() : encoded(value)));
          }
        }
        default -> {
          if (random.nextInt(3) > 0) {
            headers.put(parameter.name(), breakIt ? headerValue() : value);
          }
        }
      }
    }
    String method = operation.method();
    byte[] body = NOTHING;
    if (!operation.bodies().isEmpty()) {
      headers.put("Content-Type", pick(operation.bodies()));
      body = breakBody ? body(headers.get("Content-Type")) : STUDY.getBytes(UTF_8);
    }
    switch (random.nextInt(12)) {
      case 0 -> method = pick(List.of("PUT", "PATCH", "TRACE", "OPTIONS", "HEAD", "QUERY", "get"));
      case 1 -> headers.put("Content-Type", pick(List.of("text/html", "a", "a/b;;", "*/*", "é/x")));
      case 2 -> headers.put("Accept", pick(List.of("image/png", "a", "*/", "text/html;q=x", ",,")));
      case 3 -> headers.put("X-Large", "x".repeat(1 << random.nextInt(6, 17)));
      case 4 -> path = path + pick(List.of("/", "//", "/..", "/%2e%2e/", ";a=b", "/x", "%00"));
      case 5 -> query.add(segment() + "=" + segment());
      case 6 -> headers.put("Content-Length", pick(List.of("-1", "x", "99999999999999999999")));
      case 7 -> headers.put("Cookie", text().replaceAll("[\r\n\u0000]", ""));
      default -> {
        // As it is.
      }
    }
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return new RawRequest(method, target, headers, body);
  }

  private byte[] body(String type) {
    return switch (random.nextInt(type.contains("json") ? 6 : 8)) {
      case 0 -> truncated(STUDY.getBytes(UTF_8));
      case 1 -> disturbed(STUDY.getBytes(UTF_8));
      case 2 -> NOTHING;
      case 3, 4, 5 -> mutated().getBytes(UTF_8);
      default -> pick(YAML).getBytes(UTF_8);
    };
  }

  private String mutated() {
    try {
      JsonNode study = json.readTree(STUDY);
      int changes = random.nextInt(1, 4);
      for (int change = 0; change < changes; change++) {
        mutate(study);
      }
      return study.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void mutate(JsonNode root) {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    JsonNode chosen = pick(containers);
    if (chosen instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.isEmpty() || random.nextInt(5) == 0 ? text() : pick(names);
      if (random.nextInt(5) == 0) {
        object.remove(name);
      } else {
        object.set(name, value());
      }
    } else if (chosen instanceof ArrayNode array) {
      if (!array.isEmpty() && random.nextBoolean()) {
        array.set(random.nextInt(array.size()), value());
      } else {
        array.add(value());
      }
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(14)) {
      case 0 -> json.nullNode();
      case 1 -> json.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> json.getNodeFactory().numberNode(-1);
      case 3 -> json.getNodeFactory().numberNode(Long.MAX_VALUE);
      case 4 -> json.getNodeFactory().numberNode(new BigDecimal("1e9999"));
      case 5 -> json.getNodeFactory().numberNode(1e-320);
      case 6 -> json.createArrayNode();
      case 7 -> json.createObjectNode();
      case 8 -> nested(random.nextInt(2, 900));
      case 9 -> many(random.nextInt(1, 3000));
      default -> new TextNode(text());
    };
  }

  private JsonNode nested(int depth) {
    JsonNode inner = new TextNode("x");
    for (int level = 0; level < depth; level++) {
      inner =
          level % 2 == 0
              ? json.createArrayNode().add(inner)
              : json.createObjectNode().set("a", inner);
    }
    return inner;
  }

  private JsonNode many(int number) {
    ArrayNode array = json.createArrayNode();
    for (int element = 0; element < number; element++) {
      array.add(element);
    }
    return array;
  }

  private String text() {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> "\u0000";
      case 2 -> "x".repeat(1 << random.nextInt(4, 15));
      case 3 -> "Ω≈ç√∫˜µ≤≥÷ \uD83D\uDE00 \u202E";
      case 4 -> "\uD800";
      case 5 -> "../../../etc/passwd";
      case 6 -> "'; DROP TABLE study; --";
      case 7 -> "${jndi:ldap://127.0.0.1/a}";
      case 8 -> "%s%n%x";
      case 9 -> "-1";
      case 10 -> "99999999999999999999999999";
      default -> Long.toHexString(random.nextLong());
    };
  }

  /** A part of a path or query, broken encodings among them. */
  private String segment() {
    return switch (random.nextInt(6)) {
      case 0 -> "%";
      case 1 -> "%zz";
      case 2 -> "%c3%28";
      case 3 -> "%00";
      default -> encoded(text());
    };
  }

  private String headerValue() {
    return text().replaceAll("[\r\n]", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private byte[] truncated(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] disturbed(byte[] bytes) {
    byte[] changed = bytes.clone();
    int changes = random.nextInt(1, 20);
    for (int change = 0; change < changes; change++) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return changed;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
