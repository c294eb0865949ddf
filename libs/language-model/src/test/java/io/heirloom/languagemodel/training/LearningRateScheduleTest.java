package io.heirloom.languagemodel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heirloom.lineage.step.TrainingSettings.Schedule;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LearningRateScheduleTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void fallsAlongALine() {
    assertThat(rates(Schedule.LINEAR, 0, 4)).containsExactly(new double[] {2, 1.5, 1, 0.5}, CLOSE);
  }

  @Test
  void fallsAlongHalfACosine() {
    double half = Math.sqrt(0.5);
    assertThat(rates(Schedule.COSINE, 0, 4))
        .containsExactly(new double[] {2, 1 + half, 1, 1 - half}, CLOSE);
  }

  @Test
  void stays() {
    assertThat(rates(Schedule.CONSTANT, 0, 3)).containsExactly(2, 2, 2);
  }

  @Test
  void risesFromZeroFirst() {
    assertThat(rates(Schedule.LINEAR, 2, 6))
        .containsExactly(new double[] {0, 1, 2, 1.5, 1, 0.5}, CLOSE);
    assertThat(rates(Schedule.CONSTANT, 4, 5))
        .containsExactly(new double[] {0, 0.5, 1, 1.5, 2}, CLOSE);
  }

  private static double[] rates(Schedule shape, long warmUp, long steps) {
    LearningRateSchedule schedule = new LearningRateSchedule(shape, 2, warmUp, steps);
    return LongStream.range(0, steps).mapToDouble(schedule::at).toArray();
  }
}
