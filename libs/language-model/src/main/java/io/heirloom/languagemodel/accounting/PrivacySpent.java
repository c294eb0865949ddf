package io.heirloom.languagemodel.accounting;

/**
 * What a training with DP-SGD has spent, and what that was computed from.
 *
 * @param epsilon 0 or more; infinite where there was no noise
 * @param delta above 0 and below 1
 * @param accountant {@link Accountant#label()} of the one that computed epsilon
 * @param steps optimiser steps of that mechanism
 */
public record PrivacySpent(
    double epsilon, double delta, String accountant, SampledGaussian mechanism, long steps) {}
