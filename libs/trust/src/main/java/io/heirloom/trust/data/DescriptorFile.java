package io.heirloom.trust.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the descriptors of named data sets, which tell their form by a field {@code kind}. */
final class DescriptorFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addMixIn(DataSetDescriptor.class, ToldApartByKind.class)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new Jdk8Module())
          .build();

  private DescriptorFile() {}

  /** The descriptor of a set that there is. */
  static DataSetDescriptor read(String name) {
    String resource = "datasets/" + name + ".yaml";
    try (InputStream descriptor = DescriptorFile.class.getResourceAsStream(resource)) {
      return YAML.readValue(descriptor, DataSetDescriptor.class);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = PublishedDataSet.class, name = "published"),
    @JsonSubTypes.Type(value = SyntheticCensus.class, name = "synthetic-census")
  })
  private interface ToldApartByKind {}
}
