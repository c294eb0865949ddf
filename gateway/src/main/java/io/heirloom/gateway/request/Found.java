package io.heirloom.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What was found at a place of a request.
 *
 * @param path of the place: {@code seeds[2]}
 * @param findings takes what is wrong with it
 */
record Found(String path, JsonNode node, Findings findings) {
  /** What was found in a list, from 0. */
  Found element(int index) {
    return new Found(path + "[" + index + "]", node.get(index), findings);
  }

  /** What was found in an object. */
  Found field(String name) {
    return new Found(path + "." + name, node.get(name), findings);
  }

  /** Notes that it cannot be used. */
  <T> Optional<T> refuse(String allowed) {
    findings.add(path, node.toString(), allowed);
    return Optional.empty();
  }
}
