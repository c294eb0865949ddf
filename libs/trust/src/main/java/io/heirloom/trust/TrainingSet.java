package io.heirloom.trust;

/** What a model is trained on. */
public sealed interface TrainingSet permits ClassifierTrainingSet, LanguageTrainingSet {}
