package io.heirloom.chaos.growth;

/**
 * What a process held at a moment.
 *
 * @param heap kilobytes of live objects, after a full collection
 * @param resident kilobytes of memory of all kinds
 * @param files open file descriptors
 * @param threads of the system
 */
record ProcessSample(double heap, double resident, double files, double threads) {}
