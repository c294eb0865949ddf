package io.heirloom.gateway.measure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.Reference;
import io.heirloom.lineage.StepResult;
import io.heirloom.trust.Property;
import java.util.List;
import java.util.function.Function;

/** What was worked out of evaluations. It never changes, so what was asked for last is kept. */
final class Kept<V> {
  private final Cache<Question, V> known;

  /**
   * @param most how many are kept, about
   */
  Kept(int most) {
    this.known = Caffeine.newBuilder().maximumSize(most).build();
  }

  /**
   * What is known of one model by a property, or else what {@code work} gives. Others who ask for
   * the same meanwhile wait for it.
   *
   * @param evaluations of the parts of its task, in their order
   */
  V of(Property property, List<StepResult> evaluations, Function<List<Reference>, V> work) {
    List<Reference> references = evaluations.stream().map(StepResult::reference).toList();
    return known.get(
        new Question(property.name(), references.stream().map(Reference::digest).toList()),
        question -> work.apply(references));
  }

  private record Question(String property, List<Digest> evaluations) {}
}
