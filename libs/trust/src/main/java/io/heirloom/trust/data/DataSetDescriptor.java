package io.heirloom.trust.data;

import java.util.List;
import java.util.Optional;

/** What is known of a named data set, kept in the resource {@code datasets/NAME.yaml}. */
public sealed interface DataSetDescriptor permits PublishedDataSet, SyntheticCensus {
  /** The names of all sets. */
  List<String> NAMES =
      List.of("adult", "advglue", "advglue++", "census", "enron", "glue-attacks", "sst2-styles");

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
    return NAMES.contains(name) ? Optional.of(DescriptorFile.read(name)) : Optional.empty();
  }
}
