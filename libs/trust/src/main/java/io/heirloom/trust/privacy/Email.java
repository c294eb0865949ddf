package io.heirloom.trust.privacy;

/**
 * An e-mail as far as it is learned from.
 *
 * @param id tells it from all others of its file
 * @param body its text, not blank
 */
record Email(String id, String body) {}
