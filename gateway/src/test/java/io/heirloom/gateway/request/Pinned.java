package io.heirloom.gateway.request;

import io.heirloom.lineage.step.DataSource;
import io.heirloom.lineage.step.ModelSource;
import io.heirloom.lineage.step.TrustTask;
import io.heirloom.lineage.study.Grid;
import io.heirloom.lineage.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Studies whose sources are pinned to nothing: a study file does not show to what, so neither disks
 * nor properties are needed to write one.
 */
final class Pinned {
  private Pinned() {}

  static Study study(StudyRequest request) {
    return new Study(
        request.name(),
        request.property(),
        new Grid(
            request.data().rows().stream().map(rows -> data(request, rows)).toList(),
            request.weak().stream().map(Pinned::model).toList(),
            request.strong().stream().map(Pinned::model).toList(),
            request.training(),
            lambdas(request.lambda()),
            alphas(request.alpha())),
        request.selection(),
        request.strategies(),
        request.objectives(),
        request.labels(),
        request.seeds(),
        request.shards(),
        List.of(),
        request.budget(),
        request.dataFolder().map(Path::toString));
  }

  private static Study.Data data(StudyRequest request, OptionalInt rows) {
    StudyRequest.Data asked = request.data();
    DataSource source =
        new DataSource(asked.name(), "pinned", rows, asked.testRows(), asked.splitSeed());
    return new Study.Data(new TrustTask(request.property(), request.settings(), source), List.of());
  }

  private static ModelSource model(String name) {
    return new ModelSource(name, "pinned");
  }

  private static List<Study.Lambda> lambdas(StudyRequest.Lambda lambda) {
    List<Study.Lambda> lambdas = new ArrayList<>();
    lambda.together().forEach(all -> lambdas.add(new Study.Lambda(all, all, all)));
    for (double weak : lambda.weak()) {
      for (double wts : lambda.wts()) {
        for (double ceiling : lambda.ceiling()) {
          lambdas.add(new Study.Lambda(weak, wts, ceiling));
        }
      }
    }
    return lambdas;
  }

  private static List<Study.Alpha> alphas(StudyRequest.Alpha alpha) {
    // Any value does where none is given: the property's own is not known here.
    List<Double> most = alpha.max().isEmpty() ? List.of(0.) : alpha.max();
    return most.stream()
        .flatMap(max -> alpha.warmUp().stream().map(share -> new Study.Alpha(max, share)))
        .toList();
  }
}
