package io.heirloom.gateway.export;

import static io.heirloom.gateway.export.Markdown.code;

import io.heirloom.gateway.plan.Role;
import io.heirloom.gateway.report.Report;
import io.heirloom.gateway.request.StudyFileWriter;
import io.heirloom.languagemodel.accounting.PrivacySpent;
import io.heirloom.languagemodel.training.CheckpointCard;
import io.heirloom.lineage.Digest;
import io.heirloom.lineage.study.Strategy;
import io.heirloom.trust.data.DataSetDescriptor;
import io.heirloom.trust.data.SyntheticCensus;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A checkpoint for people, in Markdown as the Hugging Face hub shows it (after Mitchell et al.
 * 2019, Model Cards for Model Reporting): what it is, what it descends from, how it did, what it is
 * not for, and how to make it again. What users wrote stands in it as code alone.
 */
final class ModelCard {
  private final ModelFacts facts;
  private final BaseModel base;
  private final StringBuilder text = new StringBuilder();

  private ModelCard(ModelFacts facts) {
    this.facts = facts;
    this.base = new BaseModel(facts.source());
  }

  /** The card's text, front matter included. The same facts give the same text. */
  static String of(ModelFacts facts) {
    ModelCard card = new ModelCard(facts);
    card.text.append(FrontMatter.of(facts));
    card.model();
    card.lineage();
    card.data();
    card.metrics();
    card.privacy();
    card.limits();
    card.loading();
    card.repetition();
    card.licence();
    return card.text.toString();
  }

  private void model() {
    line("");
    line("# " + facts.role().title() + ", " + facts.step().task().property());
    line("");
    line("A checkpoint of a study of weak-to-strong trustworthiness, made with Heirloom.");
    line("It is " + role(facts.role()) + ".");
    line("");
    item("property", code(facts.step().task().property()));
    facts
        .step()
        .task()
        .settings()
        .forEach((name, value) -> item("setting " + code(name), code(value)));
    item("strategies it serves", strategies());
    item("weak or strong", facts.role() == Role.WEAK ? "weak" : "strong");
    item("started from", base.described());
    item("lambda, the weight of the property's regulariser", number(facts.lambda()));
    facts
        .alpha()
        .ifPresent(
            alpha ->
                item(
                    "alpha",
                    "%s, reached over the first %s of the steps"
                        .formatted(number(alpha.alphaMax()), number(alpha.warmUpShare()))));
    item("seed", Long.toString(facts.seed()));
    facts.training().ifPresent(this::trained);
    item(
        "training settings",
        StudyFileWriter.training(facts.settings()).entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining(", ")));
    item("step", code(facts.key().toString()));
    item("artifact", code(facts.digest().hex()));
    studies();
  }

  private static String role(Role role) {
    return switch (role) {
      case WEAK -> "a weak model: it learned from ground truth, and teaches";
      case WTS_NAIVE ->
          "a weak-to-strong (WTS) model: the strong model, taught by a weak model's labels alone";
      case WTS_AUX ->
          "a weak-to-strong (WTS) model: the strong model, taught by a weak model's labels and its"
              + " own confidence";
      case CEILING ->
          "a strong ceiling: the strong model, taught by ground truth, to show what could be reached";
    };
  }

  private String strategies() {
    return facts.serves().isEmpty()
        ? "none: it was tried in a stage that chooses settings"
        : facts.serves().stream().map(Strategy::title).collect(Collectors.joining(", "));
  }

  private void trained(CheckpointCard card) {
    item("trained on", "%d rows in %d optimiser steps".formatted(card.rows(), card.steps()));
  }

  private void studies() {
    line("");
    line("Studies that have this step; the card is written after the first:");
    line("");
    for (ModelFacts.NamedStudy study : facts.studies()) {
      line(
          "- %s, %s, of %s"
              .formatted(code(study.id().value()), code(study.name()), study.createdAt()));
    }
    if (facts.moreStudies() > 0) {
      line("- and " + facts.moreStudies() + " more");
    }
  }

  private void lineage() {
    heading("Lineage");
    int number = 1;
    for (ModelFacts.Ancestor ancestor : facts.ancestors()) {
      line(
          "%d. %s (%s): step %s, artifact %s"
              .formatted(
                  number++,
                  code(ancestor.title()),
                  ancestor.operation(),
                  code(ancestor.key().toString()),
                  ancestor.digest().map(Digest::hex).map(Markdown::code).orElse("not known")));
    }
    line(
        "%d. this checkpoint (%s): step %s, artifact %s"
            .formatted(
                number,
                facts.step().operation(),
                code(facts.key().toString()),
                code(facts.digest().hex())));
  }

  private void data() {
    heading("Data");
    Report.DataUsed data = facts.data();
    item("title", data.title());
    item("source", code(data.source()));
    item("licence", data.licence().orElse("not known"));
    data.citation().ifPresent(citation -> item("citation", citation.strip()));
    data.about().ifPresent(about -> item("to know beforehand", about.strip()));
    item("rows used of the training part, for weak and strong model together", rows(data.rows()));
    item("rows used of the test part", rows(data.testRows()));
    item("split seed", Long.toString(data.splitSeed()));
    item("digest", code(data.digest()));
  }

  private static String rows(OptionalInt rows) {
    return rows.isPresent() ? Integer.toString(rows.getAsInt()) : "all";
  }

  private void metrics() {
    heading("Metrics on test rows");
    if (facts.measured().isEmpty()) {
      line("It has not been measured on test rows.");
      return;
    }
    line("| metric | value | better |");
    line("| --- | ---: | --- |");
    for (ModelFacts.Measured measured : facts.measured()) {
      line(
          "| %s | %s | %s |"
              .formatted(
                  measured.metric().title(),
                  String.format(Locale.ROOT, "%.4f", measured.value()),
                  measured.metric().better().name().toLowerCase(Locale.ROOT)));
    }
    line("");
    line(
        "One model, of one seed%s: the study's report has the verdict, with intervals."
            .formatted(facts.seeds() > 1 ? " of " + facts.seeds() : ""));
  }

  private void privacy() {
    Optional<PrivacySpent> spent = facts.training().flatMap(CheckpointCard::privacySpent);
    if (spent.isEmpty()) {
      return;
    }
    heading("Privacy");
    line("Trained with DP-SGD; neighbouring data sets differ by one training row.");
    line("");
    item("epsilon", epsilon(spent.get().epsilon()));
    item("delta", number(spent.get().delta()));
    item("accountant", code(spent.get().accountant()));
    item("noise multiplier", number(spent.get().mechanism().noiseMultiplier()));
    item("sample rate", number(spent.get().mechanism().sampleRate()));
    item("steps", Long.toString(spent.get().steps()));
  }

  private static String epsilon(double epsilon) {
    return Double.isInfinite(epsilon) ? "infinite: there was no noise" : number(epsilon);
  }

  private void limits() {
    heading("Intended use and limits");
    line(
        "This is a research artefact: it is there to examine and repeat the study it comes from. "
            + "Nothing follows from it about people%s. ".formatted(synthetic())
            + "It has not been audited, and must not be used to decide anything about anyone.");
  }

  private String synthetic() {
    return DataSetDescriptor.named(facts.data().name())
            .filter(SyntheticCensus.class::isInstance)
            .isPresent()
        ? ", since its data are synthetic: a program drew them"
        : " or texts other than the rows it was measured on";
  }

  private void loading() {
    heading("How to load it");
    String type =
        switch (facts.form()) {
          case CLASSIFIER -> "AutoModelForSequenceClassification";
          case LANGUAGE_MODEL -> "AutoModelForCausalLM";
        };
    text.append(
        Markdown.fenced(
            "python",
            """
            from transformers import AutoTokenizer, %1$s

            tokenizer = AutoTokenizer.from_pretrained("FOLDER")
            model = %1$s.from_pretrained("FOLDER")
            """
                .formatted(type)));
  }

  private void repetition() {
    heading("How to make it again");
    line(
        ("`heirloom run` with this study file makes step %s again, so long as the names of models and"
                + " data mean what is pinned above, and the version of the recipes is %d, as in the"
                + " program that wrote this card (version %s).")
            .formatted(code(facts.key().toString()), facts.recipe(), code(facts.version())));
    line("");
    text.append(Markdown.fenced("yaml", YamlText.of(facts.studyFile())));
  }

  private void licence() {
    heading("Licence");
    item("data", facts.data().licence().orElse("not known: they are the user's own"));
    item("base model", base.licenceNote());
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void item(String name, String value) {
    line("- **" + name + "**: " + value);
  }

  private void line(String content) {
    text.append(content).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
