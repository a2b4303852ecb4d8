// Sentences of the workers, which know no language: the page says them in that of the reader.

/** Marks a sentence for the catalogues. */
export const say = (sentence: string): string => sentence;
