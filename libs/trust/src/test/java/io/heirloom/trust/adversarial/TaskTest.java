package io.heirloom.trust.adversarial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
  @Test
  void aTextHasEachFieldAfterItsName() {
    assertThat(Task.SST2.text(List.of("good ."))).isEqualTo("sentence: good .");
    assertThat(Task.MNLI_MM.text(List.of("a", "b"))).isEqualTo("premise: a hypothesis: b");
    assertThat(Task.QNLI.text(List.of("a ?", "b"))).isEqualTo("question: a ? sentence: b");
    assertThat(Task.RTE.text(List.of("a", "b"))).isEqualTo("sentence1: a sentence2: b");
    assertThat(Task.OWN.text(List.of("a: b"))).isEqualTo("a: b");
  }

  @Test
  void isFoundByItsWord() {
    for (Task task : Task.values()) {
      assertThat(Task.of(task.word())).contains(task);
    }
    assertThat(Task.of("mr")).isEmpty();
  }
}
