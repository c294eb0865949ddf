package io.heirloom.lineage.study;

import io.heirloom.lineage.step.ModelSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** One point of a study's grid: all that may vary in it, with one value each. */
public record Point(
    Study.Data data,
    ModelSource weak,
    ModelSource strong,
    Study.Training training,
    Study.Lambda lambda,
    Study.Alpha alpha) {

  /**
   * Where the point lies.
   *
   * @param dimensions such as those in which a {@link Grid#varied() grid varies}
   * @return its values by the names of the dimensions, in their order
   */
  public Map<String, Object> settings(Collection<Dimension> dimensions) {
    Map<String, Object> settings = new LinkedHashMap<>();
    dimensions.forEach(dimension -> settings.put(dimension.title(), dimension.of(this)));
    return settings;
  }
}
