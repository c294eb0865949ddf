package io.heirloom.gateway.comparison;

import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.lineage.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** In what two studies were asked for differently. */
final class RequestDifferences {
  private RequestDifferences() {}

  /** The fields of a study file that differ, by their paths. */
  static List<StudyComparison.Difference> of(Study first, Study second) {
    Map<String, Object> ofFirst = flat(first);
    Map<String, Object> ofSecond = flat(second);
    Set<String> fields = new LinkedHashSet<>(ofFirst.keySet());
    fields.addAll(ofSecond.keySet());
    List<StudyComparison.Difference> differences = new ArrayList<>();
    for (String field : fields) {
      Object one = ofFirst.get(field);
      Object other = ofSecond.get(field);
      if (!Objects.equals(one, other)) {
        differences.add(
            new StudyComparison.Difference(
                field, Optional.ofNullable(one), Optional.ofNullable(other)));
      }
    }
    return differences;
  }

  private static Map<String, Object> flat(Study study) {
    Map<String, Object> flat = new LinkedHashMap<>();
    put(flat, "", StudyFileWriter.tree(study));
    return flat;
  }

  private static void put(Map<String, Object> flat, String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, inner) -> put(flat, path.isEmpty() ? name.toString() : path + "." + name, inner));
    } else {
      flat.put(path, value);
    }
  }
}
