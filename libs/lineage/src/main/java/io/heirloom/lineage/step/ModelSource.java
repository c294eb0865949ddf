package io.heirloom.lineage.step;

/**
 * Where training starts from, pinned.
 *
 * @param name a hub repository ({@code EleutherAI/pythia-14m}), the absolute path of a folder in
 *     the hub's layout, or {@code random:…} for a shape initialised from the step's seed
 * @param revision the commit of the repository, the digest of the folder's content, or the
 *     canonical shape
 */
public record ModelSource(String name, String revision) {}
