package io.heirloom.trust.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.heirloom.trust.attack.Attacked.Change;
import io.heirloom.trust.attack.Attacked.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class AttackSummaryTest {
  @Test
  void sumsUpByHand() {
    AttackSummary summary =
        AttackSummary.of(
            List.of(
                attacked(Outcome.ALREADY_WRONG, 0, 1),
                attacked(Outcome.FOOLED, 1, 10),
                attacked(Outcome.FOOLED, 2, 20),
                attacked(Outcome.WITHSTOOD, 4, 60)));
    assertThat(summary.rows()).isEqualTo(4);
    assertThat(summary.accuracyBefore()).isEqualTo(0.75);
    assertThat(summary.accuracyAfter()).isEqualTo(0.25);
    assertThat(summary.successRate()).hasValue(2.0 / 3);
    assertThat(summary.meanQueries()).hasValue(30);
    assertThat(summary.meanShareChanged()).hasValue(0.375);
  }

  @Test
  void whatIsUndefinedIsEmpty() {
    AttackSummary noneRight = AttackSummary.of(List.of(attacked(Outcome.ALREADY_WRONG, 0, 1)));
    assertThat(noneRight)
        .isEqualTo(
            new AttackSummary(
                1, 0, 0, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty()));
    AttackSummary noneFooled = AttackSummary.of(List.of(attacked(Outcome.WITHSTOOD, 1, 5)));
    assertThat(noneFooled.successRate()).hasValue(0);
    assertThat(noneFooled.meanShareChanged()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> AttackSummary.of(List.of()));
  }

  private static Attacked attacked(Outcome outcome, int changes, int queries) {
    Target target = Target.of("one two three four", 0);
    return new Attacked(
        target,
        target.fields(),
        outcome,
        Collections.nCopies(changes, new Change(0, 0, "one", "on e")),
        4,
        queries,
        0.5f,
        0.5f);
  }
}
