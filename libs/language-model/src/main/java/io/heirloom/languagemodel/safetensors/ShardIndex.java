package io.heirloom.languagemodel.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import io.heirloom.languagemodel.json.JsonText;
import io.heirloom.lineage.InvalidInputException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which file holds which tensor where a model's weights are cut into several files: {@code
 * model.safetensors.index.json}.
 *
 * @param fileByTensor plain file names, safe to be looked up in the index's own folder
 */
public record ShardIndex(SortedMap<String, String> fileByTensor) {
  /** The index's name in a model's folder. */
  public static final String FILE_NAME = "model.safetensors.index.json";

  /** An index longer than this many bytes is not read. */
  public static final int LONGEST = 16 << 20;

  private static final Pattern SHARD =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*\\.safetensors");

  public ShardIndex {
    fileByTensor = Collections.unmodifiableSortedMap(new TreeMap<>(fileByTensor));
  }

  /**
   * Reads an index.
   *
   * @param shownAs where it came from, for messages
   * @throws InvalidInputException if it is no index or names anything but plain safetensors files
   */
  public static ShardIndex parse(String shownAs, byte[] json) {
    JsonNode weights = JsonText.object(shownAs, json).path("weight_map");
    if (!weights.isObject() || weights.isEmpty()) {
      throw new InvalidInputException(
          shownAs + ": weight_map", weights, "an object that names the file of each tensor");
    }
    SortedMap<String, String> fileByTensor = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : weights.properties()) {
      String file = entry.getValue().asText();
      if (!SHARD.matcher(file).matches()) {
        throw new InvalidInputException(
            shownAs + ": weight_map '" + entry.getKey() + "'",
            file,
            "the name of a .safetensors file in the same folder");
      }
      fileByTensor.put(entry.getKey(), file);
    }
    return new ShardIndex(fileByTensor);
  }

  /** The files that hold the tensors. */
  public SortedSet<String> files() {
    return new TreeSet<>(fileByTensor.values());
  }
}
