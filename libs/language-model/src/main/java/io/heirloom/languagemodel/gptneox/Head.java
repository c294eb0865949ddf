package io.heirloom.languagemodel.gptneox;

import java.util.Optional;

/** What a model has on top of its body. */
enum Head {
  /** A row for each class. */
  CLASSIFICATION(
      Optional.of(ParameterLayout.CLASSIFICATION_HEAD), "GPTNeoXForSequenceClassification"),
  /** A row for each token. */
  LANGUAGE(Optional.of(ParameterLayout.LANGUAGE_HEAD), "GPTNeoXForCausalLM"),
  /** A row for each token: the embedding itself, so that there is no tensor more. */
  EMBEDDING(Optional.empty(), "GPTNeoXForCausalLM");

  private final Optional<String> tensor;
  private final String architecture;

  Head(Optional<String> tensor, String architecture) {
    this.tensor = tensor;
    this.architecture = architecture;
  }

  /** That of a language model of this shape. */
  static Head language(GptNeoxConfig config) {
    return config.tiedEmbeddings() ? EMBEDDING : LANGUAGE;
  }

  /** The name of its own tensor in a checkpoint, if it has one. */
  Optional<String> tensor() {
    return tensor;
  }

  /** What config.json calls such a model. */
  String architecture() {
    return architecture;
  }

  /** How many rows it has. */
  int outputs(GptNeoxConfig config) {
    return this == CLASSIFICATION ? config.classes().orElseThrow() : config.vocabularySize();
  }
}
