/** Phrases of the conditions by which layers are limited. */

import type { Phrase } from '../phrase';

export const CONDITION: Phrase = {
  kk: '{field}: {term}',
  ru: '{field}: {term}',
  en: '{field}: {term}',
};
export const LIFT: Phrase = {
  kk: 'Сүзгіні алып тастау: {layer}, {condition}',
  ru: 'Снять отбор: {layer}, {condition}',
  en: 'Remove the filter: {layer}, {condition}',
};
