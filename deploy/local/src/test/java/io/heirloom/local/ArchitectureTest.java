package io.heirloom.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The import rules of docs/architecture.md. */
@AnalyzeClasses(packages = "io.heirloom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule IMPORTS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("lineage")
          .definedBy("io.heirloom.lineage..")
          .layer("artifacts")
          .definedBy("io.heirloom.artifacts..")
          .layer("language-model")
          .definedBy("io.heirloom.languagemodel..")
          .layer("trust")
          .definedBy("io.heirloom.trust..")
          .layer("worker")
          .definedBy("io.heirloom.worker..")
          .layer("weak-trainer")
          .definedBy("io.heirloom.weaktrainer..")
          .layer("labeler")
          .definedBy("io.heirloom.labeler..")
          .layer("wts-trainer")
          .definedBy("io.heirloom.wtstrainer..")
          .layer("evaluator")
          .definedBy("io.heirloom.evaluator..")
          .layer("gateway")
          .definedBy("io.heirloom.gateway..")
          .whereLayer("lineage")
          .mayNotAccessAnyLayer()
          .whereLayer("artifacts")
          .mayOnlyAccessLayers("lineage")
          .whereLayer("language-model")
          .mayOnlyAccessLayers("artifacts", "lineage")
          .whereLayer("trust")
          .mayOnlyAccessLayers("language-model", "artifacts", "lineage")
          .whereLayer("worker")
          .mayOnlyAccessLayers("trust", "language-model", "artifacts", "lineage")
          .whereLayer("gateway")
          .mayOnlyAccessLayers("trust", "language-model", "artifacts", "lineage")
          .whereLayer("weak-trainer")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("labeler")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("wts-trainer")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("evaluator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("gateway")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule ONLY_THE_WORKER_LIBRARY_KNOWS_A_FRAMEWORK =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.heirloom.lineage..",
              "io.heirloom.artifacts..",
              "io.heirloom.languagemodel..",
              "io.heirloom.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "jakarta..",
              "org.eclipse.microprofile..",
              "org.apache.kafka..");

  @ArchTest
  static final ArchRule TRUST_LEAVES_NATIVE_MEMORY_ALONE =
      noClasses()
          .that()
          .resideInAPackage("io.heirloom.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule NO_ROOM_WITHOUT_A_NAME_OF_THE_FIELD =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..", "..utils..", "..common..", "..impl..", "..manager..", "..helper..");

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL_OR_MADE_TO_BE_EXTENDED =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .resideInAnyPackage(
              "io.heirloom.lineage..",
              "io.heirloom.artifacts..",
              "io.heirloom.languagemodel..",
              "io.heirloom.trust..")
          .should()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
          .orShould()
          .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT);
}
