package io.heirloom.lineage.step;

import java.util.OptionalInt;

/**
 * A data set, pinned.
 *
 * @param name a named set ({@code adult}, {@code census}) or the absolute path of a file or folder
 * @param digest identifies the content of the set: two sources with one digest give the same rows
 * @param rows how many rows of the training part are used, for weak training and weak labels
 *     together; empty: all
 * @param testRows how many rows of the test part are used; empty: all
 * @param splitSeed draws those rows and halves them; the same for all seeds of a study, so that the
 *     deviation over seeds is that of training
 */
public record DataSource(
    String name, String digest, OptionalInt rows, OptionalInt testRows, long splitSeed) {}
