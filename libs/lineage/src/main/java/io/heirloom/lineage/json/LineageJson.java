package io.heirloom.lineage.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.StepKey;
import io.heirloom.lineage.StudyId;
import io.heirloom.lineage.event.StepEvent;
import io.heirloom.lineage.step.Step;
import io.heirloom.lineage.step.Supervision;
import io.heirloom.lineage.study.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The JSON in which everything of this library travels and rests. Fields are in snake case; the
 * records of a sealed interface are told apart by a field {@code kind}; reading is strict: an
 * unknown, missing or repeated field is an error, and so is null where something must be.
 */
public final class LineageJson {
  private static final int LONGEST_TEXT = 1 << 20;
  private static final ObjectMapper MAPPER = mapper();

  private LineageJson() {}

  /**
   * Writes a value. Equal values give equal bytes, over which digests may be taken: fields and map
   * entries are sorted by name.
   *
   * @throws IllegalArgumentException if the value has no JSON form, a fault of the program
   */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON form: " + value.getClass(), e);
    }
  }

  /**
   * Reads a value.
   *
   * @throws InvalidInputException if the bytes are not the JSON of such a value
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new InvalidInputException(type.getSimpleName(), "null", "an object");
      }
      return value;
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      if (cause instanceof InvalidInputException invalid) {
        throw invalid;
      }
      throw new InvalidInputException(
          type.getSimpleName(), e.getOriginalMessage(), "its JSON form", e);
    } catch (IOException e) {
      throw new InvalidInputException(type.getSimpleName(), e.getMessage(), "its JSON form", e);
    }
  }

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(100)
                    .build())
            .build();
    JsonMapper.Builder builder =
        JsonMapper.builder(factory)
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    for (Class<?> sealed :
        List.of(Step.class, Supervision.class, StepEvent.class, Stage.Rule.class)) {
      builder.addMixIn(sealed, ToldApartByKind.class);
      for (Class<?> record : sealed.getPermittedSubclasses()) {
        builder.registerSubtypes(new NamedType(record, kebab(record.getSimpleName())));
      }
    }
    return builder.addModule(namesAsStrings()).build();
  }

  private static SimpleModule namesAsStrings() {
    return new SimpleModule()
        .addSerializer(Digest.class, ToStringSerializer.instance)
        .addSerializer(StepKey.class, ToStringSerializer.instance)
        .addSerializer(StudyId.class, ToStringSerializer.instance)
        .addDeserializer(Digest.class, new FromString<>(Digest.class, Digest::new))
        .addDeserializer(StepKey.class, new FromString<>(StepKey.class, StepKey::parse))
        .addDeserializer(StudyId.class, new FromString<>(StudyId.class, StudyId::new));
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface ToldApartByKind {}

  private static final class FromString<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    FromString(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return parse.apply(parser.getValueAsString());
    }
  }
}
