package io.heirloom.trust.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What is known of a named data set, kept in the resource {@code datasets/NAME.yaml}. */
public sealed interface DataSetDescriptor permits PublishedDataSet, SyntheticCensus {
  /** The names of all sets. */
  List<String> NAMES = List.of("adult", "census");

  /** The set's name for people. */
  String title();

  /** The licence under which it may be used. */
  String licence();

  /** How its authors ask to be cited. */
  String citation();

  /** What ought to be known before it is used. */
  String about();

  /** The descriptor of a named set; empty if there is no set of that name. */
  static Optional<DataSetDescriptor> named(String name) {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  private static DataSetDescriptor read(String name) {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .addMixIn(DataSetDescriptor.class, ToldApartByKind.class)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();
    String resource = "datasets/" + name + ".yaml";
    try (InputStream descriptor = DataSetDescriptor.class.getResourceAsStream(resource)) {
      return mapper.readValue(descriptor, DataSetDescriptor.class);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** How descriptor files tell their form. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PublishedDataSet.class, name = "published"),
    @JsonSubTypes.Type(value = SyntheticCensus.class, name = "synthetic-census")
  })
  interface ToldApartByKind {}
}
