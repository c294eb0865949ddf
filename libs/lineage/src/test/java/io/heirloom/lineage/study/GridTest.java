package io.heirloom.lineage.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrainingSettings;
import io.heirloom.lineage.step.TrustTask;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final List<Study.Lambda> APART =
      List.of(
          new Study.Lambda(.1, 1, .1),
          new Study.Lambda(.1, 1, .2),
          new Study.Lambda(.3, 1, .1),
          new Study.Lambda(.3, 1, .2));

  private static Study.Data rows(OptionalInt rows) {
    TrustTask task =
        new TrustTask(
            "fairness",
            new TreeMap<>(),
            new DataSource("census", "digest", rows, OptionalInt.empty(), 0));
    return new Study.Data(task, List.of(new Study.Part("", task)));
  }

  private static Grid grid(List<Study.Lambda> lambdas, double... alphas) {
    return new Grid(
        List.of(rows(OptionalInt.empty())),
        List.of(new ModelSource("random:tiny", "tiny")),
        List.of(new ModelSource("random:small", "small")),
        List.of(new Study.Training(TrainingSettings.DEFAULT, TrainingSettings.DEFAULT)),
        lambdas,
        Arrays.stream(alphas).mapToObj(alpha -> new Study.Alpha(alpha, .2)).toList());
  }

  @Test
  void thePointsAreAllCombinations() {
    Grid grid = grid(APART, .1, .2, .3);

    assertThat(grid.size()).isEqualTo(12);
    assertThat(grid.points()).hasSize(12).doesNotHaveDuplicates().startsWith(grid.first());
  }

  @Test
  void onlyWhatHasSeveralValuesVaries() {
    assertThat(grid(List.of(new Study.Lambda(1, 2, 3)), .1).varied()).isEmpty();
    assertThat(grid(APART, .1, .2).varied())
        .containsExactly(Dimension.LAMBDA_WEAK, Dimension.LAMBDA_CEILING, Dimension.ALPHA_MAX);
  }

  @Test
  void whatMovesTogetherIsOneDimension() {
    Grid grid = grid(Stream.of(0.0, .5).map(l -> new Study.Lambda(l, l, l)).toList(), .1);

    assertThat(grid.varied()).containsExactly(Dimension.LAMBDA);
    assertThat(grid.values(Dimension.LAMBDA)).containsExactly(0.0, .5);
    assertThat(grid.points().get(1).settings(grid.varied())).containsExactly(entry("lambda", .5));
  }

  @Test
  void whatIsChosenNoLongerVaries() {
    Grid chosen = grid(APART, .1, .2).at(Dimension.LAMBDA_WEAK, .3).at(Dimension.ALPHA_MAX, .2);

    assertThat(chosen.varied()).containsExactly(Dimension.LAMBDA_CEILING);
    assertThat(chosen.lambdas())
        .containsExactly(new Study.Lambda(.3, 1, .1), new Study.Lambda(.3, 1, .2));
    assertThat(chosen.first().alpha().max()).isEqualTo(.2);
  }

  @Test
  void rowsWithoutALimitAreCalledAll() {
    Grid few = grid(APART, .1);
    Grid grid =
        new Grid(
            List.of(rows(OptionalInt.of(100)), rows(OptionalInt.empty())),
            few.weak(),
            few.strong(),
            few.training(),
            few.lambdas(),
            few.alphas());

    assertThat(grid.values(Dimension.ROWS)).containsExactly(100.0, "all");
  }

  @Test
  void aGridTooLargeToCountIsNoticed() {
    List<Study.Lambda> many = Collections.nCopies(1 << 20, new Study.Lambda(0, 0, 0));
    Grid large =
        new Grid(
            Collections.nCopies(1 << 20, rows(OptionalInt.empty())),
            Collections.nCopies(1 << 20, new ModelSource("random:tiny", "tiny")),
            grid(APART, .1).strong(),
            grid(APART, .1).training(),
            many,
            Collections.nCopies(1 << 20, new Study.Alpha(0, 0)));

    assertThatThrownBy(large::size).isInstanceOf(ArithmeticException.class);
  }
}
