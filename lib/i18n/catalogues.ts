import * as en from "@/messages/en";
import * as ru from "@/messages/ru";
import type { Locale } from "./locale";

/** English is the measure: a key that exists only in another language is no key. */
export type Catalogue = typeof en;
export type Namespace = keyof Catalogue;

// The completeness of the other languages is tested key by key in `catalogues.test.ts`.
export const catalogues: Record<Locale, Catalogue> = { en, ru: ru as unknown as Catalogue };
