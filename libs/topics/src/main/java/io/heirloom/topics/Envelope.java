package io.heirloom.topics;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.json.LineageJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What is around JSON on Kafka, in the binary mode of CloudEvents 1.0 (its Kafka protocol binding,
 * section 3.2): attributes are headers that begin with {@code ce_}, the value is the data.
 */
public final class Envelope {
  private static final String VERSION = "1.0";

  private Envelope() {}

  /**
   * The data of a record.
   *
   * @param type the one CloudEvents type expected, with its version
   * @throws InvalidInputException if it is not of that type or its value is not the JSON of such
   *     data
   */
  public static <T> T open(ConsumerRecord<?, byte[]> record, String type, Class<T> data) {
    require(record, "ce_specversion", VERSION);
    require(record, "ce_type", type);
    if (record.value() == null) {
      throw new InvalidInputException("value", "null", "JSON");
    }
    return LineageJson.read(record.value(), data);
  }

  /** The last header of that name, if there is one with a value. */
  public static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
    return Optional.ofNullable(record.headers().lastHeader(name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  private static void require(ConsumerRecord<?, ?> record, String name, String expected) {
    String found = header(record, name).orElse(null);
    if (!expected.equals(found)) {
      throw new InvalidInputException("header " + name, found, expected);
    }
  }
}
