package io.heirloom.chaos.stack;

import java.time.Duration;

/**
 * How the system under test differs from one that people work with.
 *
 * @param lock how long an order stays with a worker that was killed
 * @param saveInterval how often a training saves its state
 * @param labelers how many labelers
 * @param smallDisk megabytes of the disk of its artifact store; 0: the disk of the machine
 * @param ownClock whether its services live by a clock that can be made to jump
 */
public record StackSettings(
    Duration lock, Duration saveInterval, int labelers, int smallDisk, boolean ownClock) {}
