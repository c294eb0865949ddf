package io.heirloom.chaos.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a fault.
 *
 * @param at when it was done
 * @param told what was done in particular, for people
 * @param complaint what was not as it should be while it was done
 */
public record Effect(Fault fault, Instant at, String told, Optional<String> complaint) {}
