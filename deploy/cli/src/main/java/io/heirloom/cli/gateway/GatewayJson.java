package io.heirloom.cli.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.heirloom.cli.CommandFailedException;
import io.heirloom.cli.ExitCode;
import java.util.List;

/** Reads the gateway's JSON. Fields of a newer gateway that are not known here are passed over. */
final class GatewayJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private GatewayJson() {}

  static <T> T read(String json, Class<T> type) {
    return read(json, MAPPER.constructType(type));
  }

  static <T> List<T> readList(String json, Class<T> type) {
    return read(json, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
  }

  private static <T> T read(String json, JavaType type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new CommandFailedException(ExitCode.NOT_REACHED, "The gateway answered nothing.");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new CommandFailedException(
          ExitCode.NOT_REACHED,
          "The gateway's answer cannot be read: " + e.getOriginalMessage(),
          e);
    }
  }
}
