package io.heirloom.gateway.measure;

import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Property;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was worked out of evaluations. It never changes, so what was asked for last is kept; what is
 * not known yet is worked out one at a time, as the machine has other work to do.
 */
final class Kept<V> {
  private static final float LOAD = .75f;

  private final Map<Question, V> known;

  /**
   * @param most how many are kept
   */
  Kept(int most) {
    this.known =
        new LinkedHashMap<>(most, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Question, V> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * What is known of one model by a property, or else what {@code work} gives.
   *
   * @param evaluations of the parts of its task, in their order
   */
  synchronized V of(
      Property property, List<StepResult> evaluations, Function<List<Reference>, V> work) {
    List<Reference> references = evaluations.stream().map(StepResult::reference).toList();
    Question question =
        new Question(property.name(), references.stream().map(Reference::digest).toList());
    V value = known.get(question);
    if (value == null) {
      value = work.apply(references);
      known.put(question, value);
    }
    return value;
  }

  private record Question(String property, List<Digest> evaluations) {}
}
