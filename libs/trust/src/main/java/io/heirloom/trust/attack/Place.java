package io.heirloom.trust.attack;

/**
 * A word that may be changed.
 *
 * @param field of the text, from 0
 * @param sentence that field before the attack
 * @param index of the word in it
 */
record Place(int field, Wording sentence, int index) {
  String word() {
    return sentence.word(index);
  }
}
