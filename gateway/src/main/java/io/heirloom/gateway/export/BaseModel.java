package io.heirloom.gateway.export;

import io.heirloom.languagemodel.hub.ModelName;
import io.heirloom.lineage.step.ModelSource;
import java.util.Optional;

/** Where a model's training started from, and what is known of its licence. */
record BaseModel(ModelSource source) {
  private static final String HUB = "https://huggingface.co/";
  private static final String PYTHIA_OWNER = "EleutherAI/";

  /** Its repository on the hub, {@code owner/name}; empty if it is from elsewhere. */
  Optional<String> repository() {
    return meaning() instanceof ModelName.HubModel hub
        ? Optional.of(hub.repository())
        : Optional.empty();
  }

  /** Its licence as the hub names licences, where that is known. */
  Optional<String> licence() {
    return repository().filter(BaseModel::isPythia).map(pythia -> "apache-2.0");
  }

  /** What it is, in Markdown. */
  String described() {
    ModelName meaning = meaning();
    if (meaning instanceof ModelName.HubModel hub) {
      return "[%s](%s%s) of the Hugging Face hub, commit %s"
          .formatted(
              Markdown.code(hub.repository()),
              HUB,
              hub.repository(),
              Markdown.code(source.revision()));
    }
    return meaning instanceof ModelName.RandomModel
        ? "%s: weights drawn from the seed in the shape %s"
            .formatted(Markdown.code(source.name()), Markdown.code(source.revision()))
        : "a folder of the user's, %s, whose content has the digest %s"
            .formatted(Markdown.code(source.name()), Markdown.code(source.revision()));
  }

  /** What is known of its licence, in Markdown. */
  String licenceNote() {
    ModelName meaning = meaning();
    if (meaning instanceof ModelName.RandomModel) {
      return "none: its weights were drawn at random";
    }
    if (repository().isEmpty()) {
      return "not known: it came from a folder";
    }
    String card = "its card, <" + HUB + repository().get() + ">";
    return licence().isPresent() ? "Apache-2.0, as its authors state on " + card : "see " + card;
  }

  private ModelName meaning() {
    return ModelName.parse(source.name());
  }

  private static boolean isPythia(String repository) {
    return repository.startsWith(PYTHIA_OWNER)
        && ModelName.PYTHIA.contains(repository.substring(PYTHIA_OWNER.length()));
  }
}
