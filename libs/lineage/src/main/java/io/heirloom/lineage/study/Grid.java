package io.heirloom.lineage.study;

import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.study.Dimension.Axis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The settings a study is carried out with. Every list has one value or more, without repetition;
 * the points of the grid are all combinations.
 *
 * @param data the task on different numbers of rows
 * @param weak models that teach
 * @param strong models that are taught
 * @param training how they are trained
 * @param lambdas the regulariser's weights wherever a strategy uses it
 * @param alphas of WTS-Aux
 */
public record Grid(
    List<Study.Data> data,
    List<ModelSource> weak,
    List<ModelSource> strong,
    List<Study.Training> training,
    List<Study.Lambda> lambdas,
    List<Study.Alpha> alphas) {

  public Grid {
    data = List.copyOf(data);
    weak = List.copyOf(weak);
    strong = List.copyOf(strong);
    training = List.copyOf(training);
    lambdas = List.copyOf(lambdas);
    alphas = List.copyOf(alphas);
  }

  /**
   * How many points there are.
   *
   * @throws ArithmeticException if there are more than 2^63
   */
  public long size() {
    return Stream.of(data, weak, strong, training, lambdas, alphas)
        .mapToLong(List::size)
        .reduce(1, Math::multiplyExact);
  }

  /** All points, the last list varying fastest. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (Study.Data ofData : data) {
      for (ModelSource ofWeak : weak) {
        for (ModelSource ofStrong : strong) {
          for (Study.Training ofTraining : training) {
            for (Study.Lambda lambda : lambdas) {
              for (Study.Alpha alpha : alphas) {
                points.add(new Point(ofData, ofWeak, ofStrong, ofTraining, lambda, alpha));
              }
            }
          }
        }
      }
    }
    return points;
  }

  /** The first point: what is not chosen yet stands as it does there. */
  public Point first() {
    return new Point(
        data.get(0), weak.get(0), strong.get(0), training.get(0), lambdas.get(0), alphas.get(0));
  }

  /**
   * The dimensions in which the grid has more than one value. Those that only move together are
   * named as one.
   */
  public List<Dimension> varied() {
    List<Dimension> varied = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      boolean named = varied.stream().anyMatch(wider -> wider.parts().contains(dimension));
      if (!named && moveTogether(dimension.parts()) && values(dimension).size() > 1) {
        varied.add(dimension);
      }
    }
    return varied;
  }

  /** The values of a dimension, in their order. */
  public List<Object> values(Dimension dimension) {
    return along(dimension.axis()).points().stream().map(dimension::of).distinct().toList();
  }

  /**
   * The grid where a weight of the regulariser or alpha has been chosen.
   *
   * @param dimension one that {@link Dimension#selectable() can be chosen}
   * @param value one of its values
   */
  public Grid at(Dimension dimension, double value) {
    List<Point> kept =
        along(dimension.axis()).points().stream()
            .filter(
                point -> dimension.parts().stream().allMatch(part -> part.of(point).equals(value)))
            .toList();
    return new Grid(
        data,
        weak,
        strong,
        training,
        dimension.axis() == Axis.LAMBDA ? kept.stream().map(Point::lambda).toList() : lambdas,
        dimension.axis() == Axis.ALPHA ? kept.stream().map(Point::alpha).toList() : alphas);
  }

  private boolean moveTogether(List<Dimension> parts) {
    Dimension first = parts.get(0);
    return along(first.axis()).points().stream()
        .allMatch(point -> parts.stream().allMatch(part -> part.of(point).equals(first.of(point))));
  }

  /** The points in which one list goes through its values and the others keep their first. */
  private Grid along(Axis axis) {
    return new Grid(
        kept(axis == Axis.DATA, data),
        kept(axis == Axis.WEAK, weak),
        kept(axis == Axis.STRONG, strong),
        kept(axis == Axis.TRAINING, training),
        kept(axis == Axis.LAMBDA, lambdas),
        kept(axis == Axis.ALPHA, alphas));
  }

  private static <T> List<T> kept(boolean all, List<T> values) {
    return all ? values : values.subList(0, 1);
  }
}
