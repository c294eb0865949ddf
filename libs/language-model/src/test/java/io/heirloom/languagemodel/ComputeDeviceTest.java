package io.heirloom.languagemodel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heirloom.lineage.InvalidInputException;
import org.junit.jupiter.api.Test;

final class ComputeDeviceTest {
  @Test
  void aDeviceThatIsThereIsPresent() {
    assertThatCode(TestDevice.CHOSEN::requirePresent).doesNotThrowAnyException();
  }

  @Test
  void oneThatIsNotIsRefusedWithTheReason() {
    assertThatThrownBy(new ComputeDevice("cuda:99")::requirePresent)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageMatching(
            "device: 'cuda:99' .*; allowed: one that PyTorch can use here: .*CUDA.*");
  }
}
