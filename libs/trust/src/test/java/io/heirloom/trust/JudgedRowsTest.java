package io.heirloom.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import io.heirloom.lineage.step.Evaluate;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedRowsTest {
  @Test
  void eachKindHasItsRowsInWhateverForm() {
    JudgedRows<String> rows = new JudgedRows<>(List.of("a", "bb"), List.of("ccc"));
    assertThat(rows.on(Evaluate.Rows.TEST)).containsExactly("a", "bb");
    assertThat(rows.on(Evaluate.Rows.VALIDATION)).containsExactly("ccc");
    assertThat(rows.map(String::length)).isEqualTo(new JudgedRows<>(List.of(1, 2), List.of(3)));
  }

  @Test
  void whereNoRowIsLeftToChooseByOnlyTheTestCanBeHad() {
    JudgedRows<String> rows = new JudgedRows<>(List.of("a"), List.of());
    assertThat(rows.on(Evaluate.Rows.TEST)).containsExactly("a");
    assertThatThrownBy(() -> rows.on(Evaluate.Rows.VALIDATION))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "data.test_rows: 'all' cannot be used; allowed: fewer than there are, since"
                + " data.test_rows has to leave some for choosing settings");
  }
}
