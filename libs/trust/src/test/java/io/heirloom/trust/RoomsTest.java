package io.heirloom.trust;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Imports point down only, and none of these rooms knows a framework. */
@AnalyzeClasses(packages = "io.heirloom", importOptions = DoNotIncludeTests.class)
final class RoomsTest {
  @ArchTest
  static final ArchRule LINEAGE_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("io.heirloom.lineage..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.heirloom.artifacts..", "io.heirloom.languagemodel..", "io.heirloom.trust..");

  @ArchTest
  static final ArchRule ARTIFACTS_KNOW_LINEAGE_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.heirloom.artifacts..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.heirloom.languagemodel..", "io.heirloom.trust..");

  @ArchTest
  static final ArchRule LANGUAGE_MODEL_KNOWS_NOTHING_OF_TRUST =
      noClasses()
          .that()
          .resideInAPackage("io.heirloom.languagemodel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.heirloom.trust..");

  @ArchTest
  static final ArchRule TRUST_TOUCHES_NO_NATIVE_CODE =
      noClasses()
          .that()
          .resideInAPackage("io.heirloom.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule NO_FRAMEWORK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "io.smallrye..", "jakarta..", "io.vertx..");

  @ArchTest
  static final ArchRule A_PROPERTY_KNOWS_NO_OTHER =
      slices()
          .matching("io.heirloom.trust.(fairness|adversarial|ood|privacy)..")
          .should()
          .notDependOnEachOther();
}
