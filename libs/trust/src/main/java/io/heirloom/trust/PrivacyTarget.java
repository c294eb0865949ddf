package io.heirloom.trust;

/** TODO */
public record PrivacyTarget() {}
